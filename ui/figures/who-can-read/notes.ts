/** The small line under a column's name: what this party does, and what an attacker has obtained so far. From codes. */
import type { Language } from '../../../sim/text.ts';
import type { Party } from '../../../sim/trace.ts';
import type { ActionView, FrameView, RunView } from '../../worker/api.ts';
import { bandsAt } from './bands.ts';
import { actorName, personName } from '../names.ts';
import { clock } from '../say.ts';
import { FIGURE_WORDS } from '../words.ts';

export function partyNote(party: Party, view: RunView, frame: FrameView, language: Language): string {
  switch (party.kind) {
    case 'device':
      return FIGURE_WORDS.readsAndWrites[language];
    case 'network':
    case 'link':
      return FIGURE_WORDS.carries[language];
    case 'server':
      return view.protections.endToEnd ? FIGURE_WORDS.passesOn[language] : FIGURE_WORDS.holdsKeys[language];
    case 'attacker':
      return attackerNote(party, view, frame, language);
  }
}

function attackerNote(
  party: Extract<Party, { kind: 'attacker' }>,
  view: RunView,
  frame: FrameView,
  language: Language,
): string {
  const device = implantedBy(party.id, view, frame);
  if (device !== undefined) {
    const phone = actorName(device, language);
    return language === 'en' ? `reads along on ${phone}` : `正在偷看${phone}`;
  }
  if (hasMachine(party.id, view, frame)) return FIGURE_WORDS.hasMachine[language];
  const theft = lastTheft(party.id, view, frame);
  if (theft !== undefined) return lootNote(theft.action, clock(theft.at, language), language);
  const links = view.parties.find((candidate) => candidate.kind === 'network')?.links.length ?? 0;
  if (party.watches.length === 0) return FIGURE_WORDS.watchesNothing[language];
  return party.watches.length < links ? FIGURE_WORDS.recordsPart[language] : FIGURE_WORDS.records[language];
}

/** Whether this attacker has a quantum computer at this frame. */
function hasMachine(attacker: string, view: RunView, frame: FrameView): boolean {
  const begun = new Set(bandsAt(view, frame, 'en').map((band) => band.step));
  return view.frames.some(
    ({ action, step }) =>
      action.kind === 'deed' && action.deed.kind === 'quantum' && action.deed.quantum === attacker && begun.has(step),
  );
}

/** The device on which this attacker's program runs at this frame. */
function implantedBy(attacker: string, view: RunView, frame: FrameView): string | undefined {
  const begun = new Set(bandsAt(view, frame, 'en').map((band) => band.step));
  const running = view.frames.reduce<readonly string[]>((devices, { action, step }) => {
    if (action.kind !== 'deed' || !begun.has(step)) return devices;
    const { deed } = action;
    if ((deed.kind !== 'implant' && deed.kind !== 'remove') || deed.by !== attacker) return devices;
    const others = devices.filter((device) => device !== deed.device);
    return deed.kind === 'implant' ? [...others, deed.device] : others;
  }, []);
  return running.at(-1);
}

type Compromise = Extract<ActionView, { kind: 'compromise' }>;

/** The latest theft by this attacker that has happened at this frame, with its time. */
export function lastTheft(
  attacker: string,
  view: RunView,
  frame: FrameView,
): { readonly action: Compromise; readonly at: number } | undefined {
  const begun = new Set(bandsAt(view, frame, 'en').map((band) => band.step));
  let found: { readonly action: Compromise; readonly at: number } | undefined;
  for (const candidate of view.frames) {
    const action = candidate.action;
    if (action.kind === 'compromise' && action.by === attacker && begun.has(candidate.step)) {
      found = { action, at: candidate.at };
    }
  }
  return found;
}

function lootNote(action: Compromise, at: string, language: Language): string {
  const owner = personName(action.device, language);
  const keys = action.takes.includes('keys');
  const chat = action.takes.includes('chat');
  if (language === 'en') return `has ${owner}’s ${keys && chat ? 'keys and chat' : keys ? 'keys' : 'chat'} of ${at}`;
  return `有${owner} ${at} 的${keys && chat ? '密钥和聊天记录' : keys ? '密钥' : '聊天记录'}`;
}
