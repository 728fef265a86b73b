/** A part of the page that is loaded when it is first shown, or before: where it will stand nothing stands until then. */
import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';

/** @param load gives the part; called once it is needed. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): (props: Props) => ReactNode {
  // React types a lazy component by its own props, of which it cannot know that they are these.
  const Part = lazy(async () => ({ default: await load() })) as unknown as ComponentType<Props>;
  return (props) => (
    <Suspense>
      <Part {...props} />
    </Suspense>
  );
}
