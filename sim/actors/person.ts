/**
 * A person: sees what her phone shows, and compares codes. She is no endpoint and holds no key: what she reads, she reads on
 * a device. Her comparison goes by the digits that were held up to her, and by nothing that the simulator knows besides.
 */
import type { ActorState } from '../trace.ts';
import { accountOf, unchanged, type ActorEvent, type Context, type Step } from './types.ts';

export interface PersonState extends ActorState {
  readonly places: Readonly<Record<string, never>>;
  /** By contact: the digits in front of her, until she has compared them. */
  readonly codes: Readonly<Record<string, HeldUp>>;
}

/** A code that one phone shows, until the other phone shows its own. */
export interface HeldUp {
  readonly side: 'mine' | 'theirs';
  readonly digits: string;
}

export const newPerson = (): PersonState => ({ places: {}, codes: {} });

/** What a person does with one event. */
export function handlePerson(state: PersonState, event: ActorEvent, context: Context): Step<PersonState> {
  switch (event.kind) {
    case 'sign':
      return {
        ...unchanged(state),
        signals: ['notice'],
        outcomes: [{ kind: 'sign', sign: event.sign, about: event.about, message: undefined }],
      };
    case 'code':
      return lookAt(state, event, context);
    case 'approve':
      return { ...unchanged(state), signals: ['approve'] };
    default:
      return unchanged(state);
  }
}

/** Takes in a code; with the other phone's code of the same chat in front of her, she compares. */
function lookAt(state: PersonState, event: Extract<ActorEvent, { kind: 'code' }>, context: Context): Step<PersonState> {
  const seen = sideOf(event, context.self);
  if (!seen) return unchanged(state);
  const { contact, side } = seen;
  const before = state.codes[contact];
  if (!before || before.side === side) {
    const codes = { ...state.codes, [contact]: { side, digits: event.digits } };
    return { ...unchanged(state), state: { ...state, codes }, signals: ['look'] };
  }
  const match = before.digits === event.digits;
  const { [contact]: _, ...codes } = state.codes;
  return {
    ...unchanged(state),
    state: { ...state, codes },
    signals: ['look', match ? 'match' : 'differ'],
    outcomes: [
      { kind: 'compared', contact, match },
      { kind: 'sign', sign: match ? 'codes-match' : 'codes-differ', about: contact, message: undefined },
    ],
  };
}

/** Whose phone shows it, and with whom the chat is; undefined for a chat that is not hers. */
function sideOf(
  event: Extract<ActorEvent, { kind: 'code' }>,
  self: string,
): { readonly contact: string; readonly side: HeldUp['side'] } | undefined {
  const owner = accountOf(event.by);
  const contact = accountOf(event.contact);
  if (owner === self) return { contact, side: 'mine' };
  return contact === self ? { contact: owner, side: 'theirs' } : undefined;
}
