/**
 * Ways to break the knowledge floor on purpose, so that tests can show that each of its parts matters.
 *
 * A laboratory that says *cannot* is worth reading only if leaving out any one rule would be noticed. Never set outside
 * tests; `knowledgeOf` takes none by default.
 */
import type { RuleForm } from './rulebook.ts';

export type Flaw =
  /** All rules of one form are missing. */
  | { readonly kind: 'no-rule'; readonly form: RuleForm }
  /** A key agreement counts only in the direction in which it was computed. */
  | { readonly kind: 'no-other-side' }
  /** A decryption exists only once somebody has decrypted. */
  | { readonly kind: 'no-opening-at-encryption' }
  /** A capsule can be opened only once its owner has opened it. */
  | { readonly kind: 'no-opening-at-encapsulation' }
  /** Parts come out of a container only once somebody has taken them out. */
  | { readonly kind: 'no-parts-of-packed' }
  /** Taking a container apart teaches nothing. */
  | { readonly kind: 'no-parts-of-unpacked' }
  /** What a device erases is counted as still there. */
  | { readonly kind: 'no-end-of-holding' }
  /** What a device acquires is not noticed after its first state. */
  | { readonly kind: 'no-later-holding' };
