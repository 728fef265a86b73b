/**
 * One line for each pause of a run: what happened and who can read it now. Pure, from codes and cells only; each language
 * is written by itself. The page shows it always and reads it aloud once a step.
 */
import type { Cell } from '../../sim/knowledge/types.ts';
import type { Language } from '../../sim/text.ts';
import type { Party } from '../../sim/trace.ts';
import type { ActionView, FrameView, RunView } from '../worker/api.ts';
import { REFUSAL_NAMES } from '../i18n/terms.ts';
import { actorInSentence, actorName, capital, contentOf, listOf, personName } from '../figures/names.ts';
import {
  cameLines,
  deedLine,
  heldBackLine,
  notComparedLine,
  tickLines,
  whereaboutsLine,
  whyInapplicable,
} from '../i18n/deeds.ts';
import { deletionWords } from '../i18n/deletion-later.ts';
import { marked, partWord, shownSentence } from '../i18n/shown.ts';
import { clock, envelopeLine, firstBytes, legible, passing } from '../figures/say.ts';
import { takenParts } from '../figures/taken.ts';
import { lastTheft } from '../figures/who-can-read/notes.ts';
import { announcedBand } from '../figures/who-can-read/bands.ts';
import { cellKey, findCell, shownParties } from '../figures/cells.ts';

/** The line of one pause; a pause that does not exist has none. */
export function narrate(view: RunView, frameIndex: number, language: Language): string {
  const frame = view.frames[frameIndex];
  if (frame === undefined) return '';
  if (frame.action.kind === 'start') {
    return language === 'en' ? 'Nothing has been sent yet.' : '还没有发送任何消息。';
  }
  const deed = deedOf(view, frame, frame.action, language);
  return language === 'en' ? `${clock(frame.at, language)}. ${deed}` : `${clock(frame.at, language)}，${deed}`;
}

/** Sentences in a row. */
const joined = (sentences: readonly string[], language: Language): string =>
  sentences.join(language === 'en' ? ' ' : '');

function passed(action: Extract<ActionView, { kind: 'wait' }>, language: Language): string {
  const name = (id: string): string => actorInSentence(id, language);
  const time = passing(action.minutes, language);
  const line = language === 'en' ? `${time} ${time.startsWith('1 ') ? 'passes' : 'pass'}.` : `过了 ${time}。`;
  return joined([line, ...cameLines(action.came, name, language)], language);
}

function deedSentence({ deed, came }: Extract<ActionView, { kind: 'deed' }>, language: Language): string {
  const name = (id: string): string => actorInSentence(id, language);
  const line = capital(deedLine(deed, name, language));
  const ticks = deed.kind === 'misdeed' || deed.kind === 'read' ? tickLines(came, name, language) : [];
  return joined([`${line}${language === 'en' ? '.' : '。'}`, ...cameLines(came, name, language), ...ticks], language);
}

type Happened = Exclude<ActionView, { kind: 'start' }>;

function deedOf(view: RunView, frame: FrameView, action: Happened, language: Language): string {
  switch (action.kind) {
    case 'send':
      return sendDeed(view, frame, action, language);
    case 'compromise':
      return theftDeed(view, frame, action, language);
    case 'replay':
      return replayDeed(view, action, language);
    case 'tamper':
      return language === 'en'
        ? `${personName(action.by, 'en')} will alter the next message on ${actorInSentence(action.link, 'en')}.`
        : `${personName(action.by, 'zh')}准备改动${actorInSentence(action.link, 'zh')}上的下一条消息。`;
    case 'wait':
      return passed(action, language);
    case 'deed':
      if (action.deed.kind === 'image')
        return joined([deedSentence(action, language), foundLine(view, frame, action.deed.by, language)], language);
      if (action.deed.kind !== 'quantum') return deedSentence(action, language);
      return joined([deedSentence(action, language), openedLine(view, frame, action.deed.quantum, language)], language);
    case 'held-back':
      return ended(
        heldBackLine(action, (id) => personName(id, language), language),
        language,
      );
    case 'not-compared': {
      const [by, other] = [personName(action.by, language), personName(action.with, language)];
      return ended(notComparedLine(by, other, language), language);
    }
    case 'inapplicable':
      return inapplicableDeed(view, frame, action, language);
  }
}

const ended = (sentence: string, language: Language): string => capital(sentence) + (language === 'en' ? '.' : '。');

function sendDeed(
  view: RunView,
  frame: FrameView,
  action: Extract<ActionView, { kind: 'send' }>,
  language: Language,
): string {
  const { message } = action;
  const author = personName(action.from, language);
  const shown = [...new Set(action.shownOn)].filter((device) => device !== action.from);
  const where = whereaboutsLine(action.whereabouts, actorInSentence(action.from, language), language);
  const altered = shown.filter((device) => showsForgery(frame, device, message));
  const first =
    altered.length > 0
      ? alteredDeed(author, message, altered, language)
      : language === 'en'
        ? shown.length === 0
          ? `${author} sends ${message}; no other phone shows it: ${where}.`
          : `${author} sends ${message}, and ${listOf(
              shown.map((id) => actorName(id, 'en')),
              'en',
            )} ${shown.length > 1 ? 'open' : 'opens'} it.`
        : shown.length === 0
          ? `${author}发出 ${message}，别的手机上都没有显示：${where}。`
          : `${author}发出 ${message}，${listOf(
              shown.map((id) => actorName(id, 'zh')),
              'zh',
            )}打开了它。`;
  const others = view.parties.flatMap((party) => onlooker(view, frame, party, message, language) ?? []);
  const name = (id: string): string => actorInSentence(id, language);
  const again = shown.flatMap((device) => againDeed(view, frame, device, message, language) ?? []);
  return joined([first, ...again, ...others, ...cameLines(action.came, name, language)], language);
}

/** What a device shows more than once is worth a sentence of its own. */
function againDeed(
  view: RunView,
  frame: FrameView,
  device: string,
  message: string,
  language: Language,
): string | undefined {
  const shown = findCell(view, frame, cellKey(message, device))?.shown;
  return shown?.kind === 'repeated'
    ? shownSentence(capital(actorInSentence(device, language)), message, shown, language)
    : undefined;
}

const showsForgery = (frame: FrameView, device: string, message: string): boolean =>
  frame.phones[device]?.some((line) => line.message === message && line.forged) ?? false;

function alteredDeed(author: string, message: string, devices: readonly string[], language: Language): string {
  const where = listOf(
    devices.map((id) => actorName(id, language)),
    language,
  );
  return language === 'en'
    ? `${author} sends ${message}. ${where} ${devices.length > 1 ? 'show' : 'shows'} a text that ${author} did not write.`
    : `${author}发出 ${message}，${where}显示的却不是${author}写的内容。`;
}

/** What the company and the attackers came to with this message, where that is worth a sentence. */
function onlooker(
  view: RunView,
  frame: FrameView,
  party: Party,
  message: string,
  language: Language,
): string | undefined {
  const row = view.messages.findIndex((candidate) => candidate.label === message);
  const state = frame.cells[row]?.[view.parties.indexOf(party)]?.state;
  if (party.kind === 'server' && state === 'readable') {
    return language === 'en' ? 'The company, which holds the keys, reads it too.' : '公司持有密钥，也读到了。';
  }
  if (party.kind !== 'attacker' || !shownParties(view).includes(party.id)) return undefined;
  const name = personName(party.id, language);
  if (state === 'readable') {
    const loot = lastTheft(party.id, view, frame);
    const owner = loot === undefined ? undefined : personName(loot.action.device, language);
    if (language === 'en') {
      return owner === undefined ? `${name} reads it too.` : `${name}, who has ${owner}’s keys, opens it too.`;
    }
    return owner === undefined ? `${name}也读到了。` : `${name}手里有${owner}的密钥，也打开了。`;
  }
  if (state === 'sealed') {
    return language === 'en' ? `${name} records it and cannot open it.` : `${name}录下了它，但打不开。`;
  }
  return undefined;
}

function theftDeed(
  view: RunView,
  frame: FrameView,
  action: Extract<ActionView, { kind: 'compromise' }>,
  language: Language,
): string {
  const name = personName(action.by, language);
  const keys = action.takes.includes('keys');
  const what = contentOf(action.device, takenParts(action.takes, language), language);
  const isWithoutChat = keys && !action.takes.includes('chat');
  const opened = openedLine(view, frame, action.by, language);
  if (language === 'en') {
    const used = keys
      ? ` The copy holds ${action.usedKeys === 0 ? 'no' : action.usedKeys} used message ${action.usedKeys === 1 ? 'key' : 'keys'}.`
      : '';
    return `${name} copies ${what}${isWithoutChat ? ', not the chat' : ''}.${used} ${opened}`;
  }
  const used = keys
    ? `其中${action.usedKeys === 0 ? '没有用过的消息密钥' : `有 ${action.usedKeys} 把用过的消息密钥`}。`
    : '';
  return `${name}拷走了${what}${isWithoutChat ? '，不含聊天记录' : ''}。${used}${opened}`;
}

/** Which messages an attacker can read since this frame. */
function openedLine(view: RunView, frame: FrameView, attacker: string, language: Language): string {
  const name = personName(attacker, language);
  const opened = view.messages.flatMap(({ label }) =>
    frame.changed.includes(`${label}/${attacker}`) && stateOf(view, frame, label, attacker) === 'readable'
      ? [label]
      : [],
  );
  if (language === 'en')
    return opened.length === 0
      ? `Nothing that ${name} recorded opens.`
      : `${name} can now read ${listOf(opened, 'en')}.`;
  return opened.length === 0 ? `${name}录下的消息，一条也打不开。` : `${name}打开了 ${listOf(opened, 'zh')}。`;
}

/** What an attacker has come to have in a copied storage: whole messages, and what is left of others. */
function foundLine(view: RunView, frame: FrameView, attacker: string, language: Language): string {
  const cells = view.messages.flatMap(({ label }) => {
    const key = cellKey(label, attacker);
    return frame.changed.includes(key) ? (findCell(view, frame, key) ?? []) : [];
  });
  return deletionWords().foundSentence(personName(attacker, language), cells, language);
}

const stateOf = (view: RunView, frame: FrameView, message: string, party: string): string | undefined =>
  frame.cells[view.messages.findIndex((one) => one.label === message)]?.[
    view.parties.findIndex((one) => one.id === party)
  ]?.state;

function replayDeed(view: RunView, action: Extract<ActionView, { kind: 'replay' }>, language: Language): string {
  const name = personName(action.by, language);
  const target = view.messages.find((message) => message.label === action.message)?.to;
  const device = view.parties.find((party) => party.kind === 'device' && party.account === target)?.id ?? target ?? '';
  const phone = actorName(device, language);
  const reason = reasonOf(action.reason, language);
  if (language === 'en') {
    const result = action.accepted ? `shows it once more` : `refuses it${reason}`;
    return `${name} sends the recorded ${action.message} again, and ${phone} ${result}.`;
  }
  const result = action.accepted ? '又显示了一遍' : `拒收${reason}`;
  return `${name}把录下的 ${action.message} 再发一次，${phone}${result}。`;
}

function reasonOf(reason: string | undefined, language: Language): string {
  const entry = Object.entries(REFUSAL_NAMES).find(([code]) => code === reason);
  if (entry === undefined) return '';
  return language === 'en' ? ` (${entry[1].en})` : `（${entry[1].zh}）`;
}

function inapplicableDeed(
  view: RunView,
  frame: FrameView,
  action: Extract<ActionView, { kind: 'inapplicable' }>,
  language: Language,
): string {
  const step = view.scenario.steps.find((candidate) => candidate.id === frame.step);
  const deed = step === undefined ? frame.step : (announcedBand(step, language)?.deed ?? frame.step);
  const reason = whyInapplicable(action, language);
  if (language === 'en') return `Not possible in this run: ${deed} (${reason}).`;
  return `本次运行里做不到：${deed}（${reason}）。`;
}

/** What one cell shows, as a sentence or two: for the learner who pressed it. */
export function cellSentence(cell: Cell, language: Language): string {
  const name = capital(actorInSentence(cell.party, language));
  const sentence = stateSentence(cell, name, language);
  const shown = marked(cell.shown);
  if (shown === undefined) return sentence;
  const line = shownSentence(name, cell.message, shown, language);
  const text =
    shown.text === undefined ? '' : language === 'en' ? ` “${legible(shown.text)}”.` : `“${legible(shown.text)}”。`;
  return joined([sentence, `${line}${text}`], language);
}

function stateSentence(cell: Cell, name: string, language: Language): string {
  const { message } = cell;
  const bytes = cell.bytes === undefined ? '' : firstBytes(cell.bytes);
  const envelope = cell.envelope === undefined ? '' : envelopeLine(cell.envelope, language);
  switch (cell.state) {
    case 'readable':
      return language === 'en'
        ? `${name} reads ${message}: “${cell.text}”.`
        : `${name}能读 ${message}：“${cell.text}”。`;
    case 'remnant':
      return deletionWords().leftOverSentence(
        cell,
        name,
        { text: legible(cell.text ?? ''), part: partWord(cell.remnant, language) },
        language,
      );
    case 'sealed':
      return language === 'en'
        ? `${name} has the bytes of ${message} (${bytes}), still sealed.`
        : `${name}有 ${message} 的字节（${bytes}），但仍然密封。`;
    case 'erased':
      return language === 'en'
        ? `${name} had ${message} once; nothing of it is left.`
        : `${name}曾经有 ${message}，现在什么都没留下。`;
    case 'metadata':
      return language === 'en'
        ? `${name} knows of ${message} only this: ${envelope}.`
        : `关于 ${message}，${name}只知道：${envelope}。`;
    case 'never':
      return language === 'en' ? `${name} never had ${message}.` : `${name}从未有过 ${message}。`;
  }
}
