/** The suites of the command line, by name. All of them have key encapsulation: what it costs to load is nothing beside a run. */
import { noble, type Suite } from '../sim/index.ts';
import { model } from '../sim/modelling.ts';
import { nobleKem, withKem } from '../sim/postQuantum.ts';
import { native } from './native.ts';

export const SUITES = {
  noble: withKem(noble, nobleKem),
  native: withKem(native, nobleKem),
  model,
} as const satisfies Readonly<Record<string, Suite>>;
