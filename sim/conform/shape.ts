/** The shapes of vector files, and from a shape and a check to a family: what is not of that shape is one clear line. */
import * as z from 'zod';
import { fromHex, type Bytes } from '../crypto/bytes.ts';
import type { Localized } from '../text.ts';
import type { Checked, Checker, Content, Surroundings } from './types.ts';

/** Lower-case hexadecimal, kept as text: recordings are compared as they stand. */
export const hex = z
  .string()
  .refine((text) => text.length % 2 === 0 && /^[0-9a-f]*$/.test(text), { error: 'lower-case hexadecimal expected' });
export const count = z.number().int().min(0);

/** The bytes of a text that a schema has found to be hexadecimal. */
export function bytes(text: string): Bytes {
  const result = fromHex(text);
  if (!result) throw new RangeError(`${text} is not hexadecimal`);
  return result;
}

/** A family whose files have this shape. What such a file says may still be absurd: see `Checker`. */
export const checker = <Shape extends z.ZodType>(
  name: Localized,
  reads: Checker['reads'],
  shape: Shape,
  check: (value: z.output<Shape>, surroundings: Surroundings, file: Content) => Checked,
): Checker => ({
  name,
  reads,
  check: (file, surroundings) => {
    const parsed = shape.safeParse(file.value);
    if (!parsed.success) return { broken: notOfThisShape(parsed.error) };
    return check(parsed.data, surroundings, file);
  },
});

function notOfThisShape({ issues }: z.ZodError): { readonly en: string; readonly zh: string } {
  const [first] = issues;
  const place = first?.path.map(String).join('.') || 'file';
  const what = first?.message ?? '';
  return {
    en: `not a file of this family: ${place}: ${what}. Take it out of the folder, or put it right.`,
    zh: `不是这一类的文件：${place}：${what}。请把它移出文件夹，或改正内容。`,
  };
}

/** Recognises a file by the end of its path. */
export const named =
  (...endings: readonly string[]): Checker['reads'] =>
  ({ path }) =>
    endings.some((ending) => path === ending || path.endsWith(`/${ending}`));

/** A field of a value of unknown shape. */
export const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

/** The cases of a Wycheproof file, each with these fields besides its number, remark and result. */
export const wycheproof = <Fields extends z.ZodRawShape>(fields: Fields) =>
  z.object({
    cases: z.array(
      z.object({
        tcId: count,
        comment: z.string().default(''),
        result: z.enum(['valid', 'invalid', 'acceptable']),
        ...fields,
      }),
    ),
  });
export const idOf = ({ tcId, comment }: { readonly tcId: number; readonly comment: string }): string =>
  `tcId ${tcId}${comment === '' ? '' : ` ${comment}`}`;
