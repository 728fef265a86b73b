/**
 * What is in the link: page, scenario, seed, switches, language and the screen's own place (step, stage). Pure functions.
 *
 * A link comes from strangers, so everything in it is checked and a bad one gives a message with its cure; nothing is
 * guessed and nothing starts. What a learner answered is never in it. Format: `#v=1&p=lesson&s=ID&seed=1&off=a,b&l=zh&..`.
 */
import { INPUT_LIMITS } from '../../sim/limits.ts';
import { PROTECTION_IDS, type ProtectionId } from '../../sim/protection-ids.ts';
import { LANGUAGES, type Language, type Localized } from '../../sim/text.ts';
import type { Scenario } from '../../sim/scenario/types.ts';
import type { SuiteName } from '../../sim/crypto/suite.ts';
import type { RunChoice } from '../worker/api.ts';

export const PAGES = ['home', 'lesson', 'lab'] as const;
export type Page = (typeof PAGES)[number];

export interface UrlState {
  readonly page: Page;
  /** Id of a shipped scenario, or an opened one in its link form (`~..`); undefined on the home page, which has its own. */
  readonly scenario: string | undefined;
  readonly variant: string | undefined;
  readonly seed: number;
  readonly suite: SuiteName;
  readonly switches: Readonly<Partial<Record<ProtectionId, boolean>>>;
  /** What devices do about a contact's new key; undefined: what the scenario says. */
  readonly onKeyChange: Scenario['onKeyChange'] | undefined;
  /** Undefined: what the browser asks for. */
  readonly language: Language | undefined;
  /** The screen's own place in itself: step, stage, cell. Each screen reads and checks its own. */
  readonly own: Readonly<Record<string, string>>;
}

export type ParsedLink =
  | { readonly ok: true; readonly state: UrlState }
  | { readonly ok: false; readonly problem: LinkProblem; readonly language: Language | undefined };

export interface LinkProblem {
  readonly code:
    | 'too-long'
    | 'version'
    | 'page'
    | 'scenario'
    | 'variant'
    | 'seed'
    | 'suite'
    | 'switch'
    | 'change'
    | 'language'
    | 'place'
    | 'malformed';
  readonly message: Localized;
  readonly cure: Localized;
}

export const HOME: UrlState = {
  page: 'home',
  scenario: undefined,
  variant: undefined,
  seed: 1,
  suite: 'noble',
  switches: {},
  onKeyChange: undefined,
  language: undefined,
  own: {},
};

/** Ids of shipped scenarios, each with the ids of its variants. */
export type KnownScenarios = Readonly<Record<string, readonly string[]>>;

const VERSION = '1';
/** A scenario from outside stands in the link itself; what is in it is checked by the engine before anything starts. */
const OPENED = /^~[\w-]+$/;
export const isOpened = (scenario: string): boolean => OPENED.test(scenario);
const KEY_CHANGES = ['accept', 'block'] as const satisfies readonly Scenario['onKeyChange'][];
const LARGEST_SEED = 2 ** 31 - 1;
const OWN_NAME = /^[a-z][a-zA-Z]{0,15}$/;
const OWN_VALUE = /^[\w.,:/@-]{0,80}$/;
const SHARED_NAMES: ReadonlySet<string> = new Set([
  'v',
  'p',
  's',
  'variant',
  'seed',
  'suite',
  'on',
  'off',
  'change',
  'l',
]);

/**
 * Reads the part of an address after `#`.
 * @param known the shipped scenarios by id, each with the ids of its variants.
 */
export function parseLink(hash: string, known: KnownScenarios): ParsedLink {
  const text = hash.startsWith('#') ? hash.slice(1) : hash;
  if (text === '') return { ok: true, state: HOME };
  if (text.length > INPUT_LIMITS.shareLinkCharacters) return refuse(tooLong(text.length), undefined);
  const params = readParams(text);
  if (params === undefined) return refuse(malformed(), undefined);
  const language = LANGUAGES.find((one) => one === params.get('l'));
  const state = readState(params, known, language);
  return 'code' in state ? refuse(state, language) : { ok: true, state };
}

/** The part of an address after `#`, with the `#`; empty for the home page as it is. */
export function linkOf(state: UrlState): string {
  const params = new URLSearchParams();
  if (state.page !== 'home') params.set('p', state.page);
  if (state.scenario !== undefined) params.set('s', state.scenario);
  if (state.variant !== undefined) params.set('variant', state.variant);
  if (state.seed !== HOME.seed) params.set('seed', String(state.seed));
  if (state.suite !== HOME.suite) params.set('suite', state.suite);
  for (const [name, wanted] of [
    ['on', true],
    ['off', false],
  ] as const) {
    const ids = PROTECTION_IDS.filter((id) => state.switches[id] === wanted);
    if (ids.length > 0) params.set(name, ids.join(','));
  }
  if (state.onKeyChange !== undefined) params.set('change', state.onKeyChange);
  for (const [name, value] of Object.entries(state.own)) params.set(name, value);
  if (state.language !== undefined) params.set('l', state.language);
  if (params.size === 0) return '';
  // Some marks may stand in a fragment as they are; the link stays readable.
  return `#v=${VERSION}&${params.toString().replaceAll(/%2C|%2F|%7E/g, decodeURIComponent)}`;
}

/** The run that a link asks for. */
export const choiceOf = (state: UrlState, scenario: string, language: Language): RunChoice => ({
  scenario,
  ...(state.variant === undefined ? {} : { variant: state.variant }),
  seed: state.seed,
  suite: state.suite,
  switches: state.switches,
  ...(state.onKeyChange === undefined ? {} : { onKeyChange: state.onKeyChange }),
  language,
});

const refuse = (problem: LinkProblem, language: Language | undefined): ParsedLink => ({ ok: false, problem, language });

/** Undefined where the text is no list of distinct names with values. */
function readParams(text: string): ReadonlyMap<string, string> | undefined {
  const params = new Map<string, string>();
  for (const pair of text.split('&')) {
    const [name = '', ...rest] = pair.split('=');
    const value = decoded(rest.join('='));
    if (name === '' || rest.length === 0 || value === undefined || params.has(name)) return undefined;
    params.set(name, value);
  }
  return params;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function readState(
  params: ReadonlyMap<string, string>,
  known: KnownScenarios,
  language: Language | undefined,
): UrlState | LinkProblem {
  const value = (name: string): string | undefined => params.get(name);
  if (value('v') !== VERSION) return otherVersion(value('v'));
  const page = PAGES.find((one) => one === (value('p') ?? HOME.page));
  if (page === undefined) return unknown('page', value('p'), PAGES);
  const scenario = value('s');
  const variants = scenario !== undefined && Object.hasOwn(known, scenario) ? known[scenario] : undefined;
  if (scenario !== undefined && variants === undefined && !isOpened(scenario)) {
    return unknown('scenario', scenario, Object.keys(known));
  }
  const seed = readSeed(value('seed'));
  if (seed === undefined) return badSeed(value('seed'));
  const suite = (['noble', 'model'] as const).find((one) => one === (value('suite') ?? HOME.suite));
  if (suite === undefined) return unknown('suite', value('suite'), ['noble', 'model']);
  const switches = readSwitches(value('on'), value('off'));
  if (typeof switches === 'string') return unknown('switch', switches, PROTECTION_IDS);
  const onKeyChange = KEY_CHANGES.find((one) => one === value('change'));
  if (value('change') !== undefined && onKeyChange === undefined)
    return unknown('change', value('change'), KEY_CHANGES);
  if (value('l') !== undefined && language === undefined) return unknown('language', value('l'), LANGUAGES);
  const variant = value('variant');
  const own = readOwn(params);
  if (typeof own === 'string') return badPlace(own);
  if (variant !== undefined && !(variants?.includes(variant) ?? OWN_VALUE.test(variant))) {
    return variants === undefined ? badPlace('variant') : unknown('variant', variant, variants);
  }
  return { page, scenario, variant, seed, suite, switches, onKeyChange, language, own };
}

function readSeed(text: string | undefined): number | undefined {
  if (text === undefined) return HOME.seed;
  if (!/^\d{1,10}$/.test(text)) return undefined;
  const seed = Number(text);
  return seed <= LARGEST_SEED ? seed : undefined;
}

/** A string is the id that is no protection, or stands in both lists. */
function readSwitches(on: string | undefined, off: string | undefined): UrlState['switches'] | string {
  const switches: Partial<Record<ProtectionId, boolean>> = {};
  for (const [list, wanted] of [
    [on, true],
    [off, false],
  ] as const) {
    for (const name of list === undefined || list === '' ? [] : list.split(',')) {
      const id = PROTECTION_IDS.find((one) => one === name);
      if (id === undefined || switches[id] !== undefined) return name;
      switches[id] = wanted;
    }
  }
  return switches;
}

/** A string is the name of the part that cannot be. */
function readOwn(params: ReadonlyMap<string, string>): UrlState['own'] | string {
  const own: Record<string, string> = {};
  for (const [name, value] of params) {
    if (SHARED_NAMES.has(name)) continue;
    if (!OWN_NAME.test(name) || !OWN_VALUE.test(value)) return name;
    own[name] = value;
  }
  return own;
}

const SHOWN_CHARACTERS = 40;
const quoted = (text: string | undefined): string => {
  const shown = text ?? '';
  return shown.length > SHOWN_CHARACTERS ? `${shown.slice(0, SHOWN_CHARACTERS)}…` : shown;
};

const ASK_AGAIN: Localized = {
  en: 'Ask for the link again, or begin at the first page.',
  zh: '请向对方再要一次链接，或者从首页开始。',
};

const tooLong = (length: number): LinkProblem => ({
  code: 'too-long',
  message: {
    en: `This link is ${length} characters long; the longest one can be is ${INPUT_LIMITS.shareLinkCharacters}.`,
    zh: `这个链接有 ${length} 个字符，最长只能有 ${INPUT_LIMITS.shareLinkCharacters} 个。`,
  },
  cure: ASK_AGAIN,
});

const malformed = (): LinkProblem => ({
  code: 'malformed',
  message: { en: 'This link is damaged: its parts cannot be told apart.', zh: '这个链接已损坏，各部分无法分辨。' },
  cure: ASK_AGAIN,
});

const otherVersion = (found: string | undefined): LinkProblem => ({
  code: 'version',
  message:
    found === undefined
      ? { en: 'This link does not say which version it is (“v=1”).', zh: '这个链接没有写明版本（“v=1”）。' }
      : {
          en: `This link is of version “${quoted(found)}”; this page reads version 1.`,
          zh: `这个链接的版本是“${quoted(found)}”，本页只认版本 1。`,
        },
  cure: ASK_AGAIN,
});

const badSeed = (found: string | undefined): LinkProblem => ({
  code: 'seed',
  message: { en: `The seed “${quoted(found)}” is not a whole number.`, zh: `随机种子“${quoted(found)}”不是整数。` },
  cure: {
    en: `Use a whole number from 0 to ${LARGEST_SEED}, such as “seed=1”.`,
    zh: `请用 0 到 ${LARGEST_SEED} 的整数，例如“seed=1”。`,
  },
});

const badPlace = (name: string): LinkProblem => ({
  code: 'place',
  message: {
    en: `The part “${quoted(name)}” of this link cannot be read.`,
    zh: `链接中的“${quoted(name)}”部分无法识别。`,
  },
  cure: ASK_AGAIN,
});

const KINDS: Readonly<Record<'page' | 'scenario' | 'variant' | 'suite' | 'switch' | 'change' | 'language', Localized>> =
  {
    page: { en: 'page', zh: '页面' },
    scenario: { en: 'scenario', zh: '情景' },
    variant: { en: 'variant', zh: '变体' },
    suite: { en: 'cipher suite', zh: '算法套件' },
    switch: { en: 'switch', zh: '开关' },
    change: { en: 'answer to a new key', zh: '换密钥时的做法' },
    language: { en: 'language', zh: '语言' },
  };

const unknown = (code: keyof typeof KINDS, found: string | undefined, known: readonly string[]): LinkProblem => ({
  code,
  message: {
    en: `This link asks for the ${KINDS[code].en} “${quoted(found)}”, which does not exist here or stands there twice.`,
    zh: `这个链接要打开的${KINDS[code].zh}“${quoted(found)}”在这里不存在，或者写了两次。`,
  },
  cure: { en: `Use one of: ${known.join(', ')}.`, zh: `可以用：${known.join('、')}。` },
});
