/** The 88 behaviours as data: what each one is, which tests show ours, or why there is none. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const localized = { en: z.string().min(1), zh: z.string().min(1) };

const behaviour = z.strictObject({
  id: z.int(),
  ...localized,
  shown: z.array(z.strictObject({ file: z.string(), test: z.string() })).optional(),
  /** A key of `reasons`: why no test shows it. */
  reason: z.string().optional(),
  /** A key of `notes`. */
  note: z.string().optional(),
});
const form = z.strictObject({
  reasons: z.record(z.string(), z.strictObject({ status: z.enum(['later', 'not-applicable']), ...localized })),
  notes: z.record(z.string(), z.strictObject(localized)),
  parts: z.array(z.strictObject({ ...localized, behaviours: z.array(behaviour) })),
});

export type BehaviourFile = Readonly<z.infer<typeof form>>;
export type Behaviour = z.infer<typeof behaviour>;
export type Status = 'shown' | 'later' | 'not-applicable';

const BEHAVIOURS_FILE = 'tools/conformance/behaviours.yaml';

/** @throws where the file has another form: it is ours. */
export const readBehaviours = (root: string): BehaviourFile =>
  form.parse(parse(readFileSync(join(root, BEHAVIOURS_FILE), 'utf8')));

/** @throws where a behaviour has neither a test nor a reason that there is. */
export function statusOf({ id, shown, reason = '' }: Behaviour, { reasons }: BehaviourFile): Status {
  if (shown !== undefined && shown.length > 0) return 'shown';
  const given = reasons[reason];
  if (!given) throw new Error(`behaviour ${id} has neither a test nor a reason`);
  return given.status;
}

/** The titles of the tests in a source: the first argument, written out, of `it`, `test` and what `.each` gives. */
export const testTitles = (source: string): ReadonlySet<string> =>
  new Set(
    [...source.matchAll(/(?:\b(?:it|test)|\))\(\s*(['"`])((?:\\.|(?!\1).)*)\1\s*,/gs)].map(([, , title = '']) =>
      title.replaceAll(/\\(.)/g, '$1'),
    ),
  );
