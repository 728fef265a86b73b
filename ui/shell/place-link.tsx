/** A link to a place in the laboratory: opens here with a click, and in a new tab like any other link. */
import type { MouseEvent, ReactNode } from 'react';
import { addressOf, goTo } from '../state/navigation.ts';
import type { UrlState } from '../state/url.ts';

interface PlaceLinkProps {
  readonly to: UrlState;
  readonly className?: string | undefined;
  /** Said instead of the content, where the content is not enough. */
  readonly label?: string;
  readonly children: ReactNode;
}

export function PlaceLink({ to, className, label, children }: PlaceLinkProps): ReactNode {
  const follow = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    goTo(to);
    scrollTo({ top: 0 });
  };
  return (
    <a href={addressOf(to)} className={className} aria-label={label} onClick={follow}>
      {children}
    </a>
  );
}
