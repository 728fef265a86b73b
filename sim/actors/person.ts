/**
 * A person: sees what her phone shows, compares codes, and may go by what she has seen. She is no endpoint and holds no key:
 * what she reads, she reads on a device. Her comparison goes by the digits that were held up to her, and by nothing that the
 * simulator knows besides; what she does of herself is her habits.
 */
import type { ActorId, ActorState, Sign } from '../trace.ts';
import { HEEDED_SIGNS, USUAL_HABITS, type Habits } from './habits.ts';
import { accountOf, unchanged, type ActorEvent, type Context, type Step } from './types.ts';

export interface PersonState extends ActorState {
  readonly places: Readonly<Record<string, never>>;
  /** By contact: the digits in front of her, until she has compared them. */
  readonly codes: Readonly<Record<string, HeldUp>>;
  readonly habits: Habits;
  /** By contact to whom she writes no more: the sign that she goes by. */
  readonly wary: Readonly<Record<string, Sign>>;
}

/** A code that one phone shows, until the other phone shows its own. */
export interface HeldUp {
  readonly side: 'mine' | 'theirs';
  readonly digits: string;
}

export const newPerson = (habits: Habits = {}): PersonState => ({ places: {}, codes: {}, habits, wary: {} });

/** Whether she writes no more to this contact. */
export const holdsBack = (state: PersonState, contact: string): boolean => state.wary[contact] !== undefined;

/** What a person does with one event. */
export function handlePerson(state: PersonState, event: ActorEvent, context: Context): Step<PersonState> {
  switch (event.kind) {
    case 'sign':
      return heeding(
        {
          ...unchanged(state),
          signals: ['notice'],
          outcomes: [{ kind: 'sign', sign: event.sign, about: event.about, message: undefined }],
        },
        event.sign,
        event.about,
        context,
      );
    case 'compare':
      return compare(state, event, context);
    case 'refrain':
      return refrain(state, event);
    case 'code':
      return lookAt(state, event, context);
    case 'approve':
      return stillWary({ ...unchanged(trusting(state, event.contact)), signals: ['approve'] });
    default:
      return unchanged(state);
  }
}

/** Has both phones show their code, if it is her habit. */
function compare(
  state: PersonState,
  { contact, phones }: Extract<ActorEvent, { kind: 'compare' }>,
  context: Context,
): Step<PersonState> {
  const { compares = USUAL_HABITS.compares } = state.habits;
  if (!context.choose(`compares with ${contact}`, compares))
    return { ...unchanged(state), outcomes: [{ kind: 'not-compared', contact }] };
  return {
    ...unchanged(state),
    effects: phones.map(({ device, contact: shown }) => ({
      kind: 'tell',
      to: device,
      event: { kind: 'show-code', contact: shown, reader: context.self },
      name: `show-code:${shown}@${device}`,
    })),
  };
}

/** She does not write what she would have written. */
function refrain(state: PersonState, { label, contact }: Extract<ActorEvent, { kind: 'refrain' }>): Step<PersonState> {
  const sign = state.wary[contact];
  if (sign === undefined) return unchanged(state);
  return { ...unchanged(state), outcomes: [{ kind: 'held-back', message: label, contact, sign }] };
}

/** She has just seen this sign about a contact: from now on she goes by it, if it is her habit. */
function heeding(seen: Step<PersonState>, sign: Sign, contact: ActorId, context: Context): Step<PersonState> {
  const { state } = seen;
  const { heeds = USUAL_HABITS.heeds } = state.habits;
  const isNew = HEEDED_SIGNS.includes(sign) && !holdsBack(state, contact);
  if (!isNew || !context.choose(`heeds ${sign} of ${contact}`, heeds)) return stillWary(seen);
  return stillWary({ ...seen, state: { ...state, wary: { ...state.wary, [contact]: sign } } });
}

/** Nothing is wrong with this contact, or nothing any more. */
function trusting(state: PersonState, contact: string): PersonState {
  if (!holdsBack(state, contact)) return state;
  const { [contact]: _, ...wary } = state.wary;
  return { ...state, wary };
}

/** Her chart tells whether there is anybody to whom she writes no more. */
const stillWary = (step: Step<PersonState>): Step<PersonState> =>
  Object.keys(step.state.wary).length === 0 ? step : { ...step, signals: [...step.signals, 'heed'] };

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
  const compared: PersonState = { ...(match ? trusting(state, contact) : state), codes };
  const sign = match ? 'codes-match' : 'codes-differ';
  return heeding(
    {
      ...unchanged(compared),
      signals: ['look', match ? 'match' : 'differ'],
      outcomes: [
        { kind: 'compared', contact, match },
        { kind: 'sign', sign, about: contact, message: undefined },
      ],
    },
    sign,
    contact,
    context,
  );
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
