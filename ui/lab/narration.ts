/** One line for every event of a run, from its codes: the outcome that says most. Pure; each language by itself. */
import type { Language } from '../../sim/text.ts';
import { SIGNS } from '../../sim/trace.ts';
import type { EventView } from '../worker/api.ts';
import { INAPPLICABLE_NAMES, PLACE_NAMES, REFUSAL_NAMES } from '../i18n/terms.ts';
import { actorInSentence, capital, contentOf, listOf, personName } from '../figures/names.ts';
import { clockSeconds } from '../figures/say.ts';
import { FAULT_NAMES, MISDEED_NAMES, SESSION_NAMES, VERDICT_NAMES, wholePhase } from './words.ts';
import { changeSentence } from '../i18n/changes.ts';
import { heldBackLine, notComparedLine, SIGN_LINES, TICK_NAMES } from '../i18n/deeds.ts';

type OutcomeView = EventView['outcomes'][number];

/** The outcomes of an event, the most telling kind first. */
const TELLING = [
  'inapplicable',
  'misdeed',
  'compared',
  'held-back',
  'not-compared',
  'implanted',
  'removed',
  'disturbed',
  'disclosed',
  'quantum',
  'replaced',
  'not-stored',
  'crashed',
  'imaged',
  'reset',
  'uninstalled',
  'program',
  'disobeyed',
  'saved',
  'asked-to-delete',
  'edited',
  'deleted',
  'viewed',
  'kept',
  'unkept',
  'disappearing',
  'tidied',
  'chattered',
  'retry',
  'asked-again',
  'drained',
  'prekeys',
  'expired',
  'gave-up',
  'copied',
  'altered',
  'refused',
  'shown',
  'wrote',
  'notified',
  'sign',
  'identity-changed',
  'code',
  'ticked',
  'fault',
  'sealed',
  'forwarded',
  'queued',
  'noted',
  'cleared',
  'phase',
  'saw',
  'sent',
];

/**
 * `10:02:00. Bob’s phone opens m1 and shows it.`
 * @param altered what the device shows at this event is not what the sender wrote.
 */
export function narrateEvent(event: EventView, language: Language, altered = false): string {
  const deed = narrateDeed(event, language, altered);
  return language === 'en'
    ? `${clockSeconds(event.at, language)}. ${capital(deed)}.`
    : `${clockSeconds(event.at, language)}，${deed}。`;
}

/** The same line without its time and as part of a longer one: `Bob’s phone opens m1 and shows it`. */
export function narrateDeed(event: EventView, language: Language, altered = false): string {
  const outcome = TELLING.flatMap((kind) => event.outcomes.find((one) => one.kind === kind) ?? [])[0];
  const actor = actorInSentence(event.actor, language);
  return outcome === undefined ? quiet(actor, language) : deedOf(outcome, event, actor, language, altered);
}

const quiet = (actor: string, language: Language): string =>
  language === 'en' ? `${actor} takes note` : `${actor}收到，没有别的动作`;

function deedOf(outcome: OutcomeView, event: EventView, actor: string, language: Language, altered: boolean): string {
  const { change } = outcome;
  if (change !== undefined)
    return changeSentence(
      { device: event.actor, outcome: change },
      outcome.message ?? '',
      (id) => actorInSentence(id, language),
      language,
    );
  const message = outcome.message ?? '';
  const other = outcome.other === undefined ? '' : actorInSentence(outcome.other, language);
  const en = language === 'en';
  switch (outcome.kind) {
    case 'wrote': {
      const to = personName(outcome.other ?? '', language);
      return en ? `${actor} writes ${message} to ${to}` : `${actor}写下给${to}的 ${message}`;
    }
    case 'sealed': {
      const session = SESSION_NAMES[outcome.detail ?? ''];
      if (session)
        return en
          ? `${actor} seals ${message} for ${other} in a session ${session.en} and sends it`
          : `${actor}用${session.zh}会话为${other}密封 ${message}，然后发出`;
      return en ? `${actor} seals ${message} for ${other} and sends it` : `${actor}为${other}密封 ${message}，然后发出`;
    }
    case 'shown':
      if (altered)
        return en
          ? `${actor} opens ${message} and shows a text that its sender did not write`
          : `${actor}打开 ${message}，显示的却不是发件人写的内容`;
      return en ? `${actor} opens ${message} and shows it` : `${actor}打开并显示 ${message}`;
    case 'refused':
      return refusal(outcome, actor, language);
    case 'forwarded':
      return en ? `${actor} passes ${message} on to ${other}` : `${actor}把 ${message} 转交给${other}`;
    case 'queued':
      return en ? `${actor} keeps ${message} until ${other} fetches it` : `${actor}暂存 ${message}，等${other}来取`;
    case 'noted':
      return en ? `${actor} notes who wrote ${message} to whom` : `${actor}记下 ${message} 是谁发给谁的`;
    case 'cleared':
      return en ? `${actor} deletes its copy of ${message}: it has arrived` : `${message} 已送达，${actor}删掉自己那份`;
    case 'saw':
      return en ? `${actor} records what passes on ${other}` : `${actor}录下${other}上经过的字节`;
    case 'sent':
      return en ? `${actor} sends bytes over ${other}` : `${actor}经${other}发出字节`;
    case 'altered':
      return en
        ? `${actor} stops ${message || 'a packet'} and puts an altered one in its place`
        : `${actor}截下${message === '' ? '一个数据包' : ` ${message}`}，换成改动过的`;
    case 'copied': {
      const content = contentOf(outcome.other ?? '', placesIn(outcome, language), language);
      return en ? `${actor} copies ${content}` : `${actor}拷走${content}`;
    }
    case 'phase': {
      const phase = wholePhase(outcome.other ?? event.phase)[language];
      return en ? `${actor}: ${phase}` : `${actor}：${phase}`;
    }
    case 'inapplicable':
      return inapplicable(outcome.detail, language);
    default:
      return hostile(outcome, actor, other, language);
  }
}

/** What a hostile world adds: faults, misdeeds, signs, programs on devices. */
function hostile(outcome: OutcomeView, actor: string, other: string, language: Language): string {
  const message = outcome.message ?? '';
  const en = language === 'en';
  switch (outcome.kind) {
    case 'misdeed':
      return misdeed(outcome, other, language);
    case 'fault':
      return fault(outcome, message, other, language);
    case 'disturbed':
      return en
        ? `something is done to ${other}: ${FAULT_NAMES[outcome.detail ?? '']?.en}`
        : `${other}：${FAULT_NAMES[outcome.detail ?? '']?.zh}`;
    case 'ticked': {
      const tick = Object.entries(TICK_NAMES).find(([code]) => code === outcome.detail)?.[1][language] ?? '';
      return en ? `beside ${message}, ${actor} shows “${tick}”` : `${actor}在 ${message} 旁显示“${tick}”`;
    }
    case 'expired':
      return en ? `${actor} gives ${message} up: nobody fetched it` : `${message} 一直没人来取，${actor}不再保管`;
    case 'gave-up':
      return en ? `${actor} stops trying and waits to be connected again` : `${actor}不再重试，等重新连上`;
    case 'sign': {
      const line = Object.entries(SIGN_LINES).find(([code]) => code === outcome.detail)?.[1](
        personName(outcome.other ?? '', language),
      );
      return en ? `${actor} sees: “${line?.en ?? ''}”` : `${actor}看到：“${line?.zh ?? ''}”`;
    }
    case 'identity-changed':
      return en ? `${actor} now has another key for ${other}` : `${actor}记下了${other}的新密钥`;
    case 'code':
      return en ? `${actor} shows the code of its chat with ${other}` : `${actor}显示和${other}的安全码`;
    case 'compared': {
      if (outcome.detail === 'true') return en ? `${actor} finds the codes equal` : `${actor}核对：安全码一致`;
      return en ? `${actor} finds the codes different` : `${actor}核对：安全码不一致`;
    }
    case 'held-back': {
      const sign = SIGNS.find((one) => one === outcome.detail) ?? 'code-changed';
      return heldBackLine({ message, by: actor, to: other, sign }, (name) => name, language);
    }
    case 'not-compared':
      return notComparedLine(actor, other, language);
    case 'implanted': {
      const reads = placesIn(outcome, language);
      return en
        ? `a program of ${actor} now runs on ${other} and reads ${reads}`
        : `${actor}的间谍软件在${other}上运行，能读${reads}`;
    }
    case 'removed':
      return en ? `the program of ${actor} is gone from ${other}` : `${other}上没有${actor}的间谍软件了`;
    case 'replaced':
      return en ? `${actor} is a new one: nothing of the old is on it` : `${actor}换成了新的，旧的内容都没有`;
    case 'asked-again':
      return en ? `${actor} asks ${other} for ${message} again` : `${actor}请${other}把 ${message} 再发一次`;
    case 'retry': {
      const verdict = VERDICT_NAMES[outcome.detail ?? ''];
      return en
        ? `${actor} is asked for ${message} by ${other}: ${verdict?.en}`
        : `${other}向${actor}再要 ${message}：${verdict?.zh}`;
    }
    case 'prekeys':
      return outcome.detail === 'signed'
        ? en
          ? `${actor} signs a new prekey and hands it in`
          : `${actor}签了一把新的预密钥，交给公司`
        : en
          ? `${actor} hands in new one-time prekeys`
          : `${actor}补交一批一次性预密钥`;
    case 'drained':
      return en
        ? `${actor} has handed out the last one-time prekey of ${other}`
        : `${other}的一次性预密钥，${actor}已经发完`;
    case 'quantum':
      return en ? `${actor} has a quantum computer from now on` : `${actor}从此有了量子计算机`;
    case 'disclosed':
      return en ? `${actor} hands over to ${other} what it has` : `${actor}把手里的一切交给${other}`;
    default:
      return en ? `${actor}: ${outcome.kind}` : `${actor}：${outcome.kind}`;
  }
}

function inapplicable(why: string | undefined, language: Language): string {
  const reason = Object.entries(INAPPLICABLE_NAMES).find(([code]) => code === why)?.[1][language];
  if (language === 'en') return `this step does not apply in this run${reason === undefined ? '' : `: ${reason}`}`;
  return `本次运行里做不到这一步${reason === undefined ? '' : `：${reason}`}`;
}

/** `keys and chat`: what is taken often tells two thefts apart, so it is named. */
function placesIn(outcome: OutcomeView, language: Language): string {
  const places = (outcome.detail ?? '').split(',');
  const names = Object.entries(PLACE_NAMES).flatMap(([place, name]) => (places.includes(place) ? name[language] : []));
  return listOf(names, language);
}

function misdeed(outcome: OutcomeView, other: string, language: Language): string {
  const name = MISDEED_NAMES[outcome.detail ?? ''];
  const what = outcome.message === undefined ? '' : language === 'en' ? `${outcome.message}, ` : `${outcome.message}，`;
  return language === 'en'
    ? `the company ${name?.en}: ${what}against ${other}`
    : `公司${name?.zh}：${what}针对${other}`;
}

function fault(outcome: OutcomeView, message: string, link: string, language: Language): string {
  const name = FAULT_NAMES[outcome.detail ?? ''];
  const what = message === '' ? (language === 'en' ? 'a packet' : '一个数据包') : message;
  return language === 'en'
    ? `${what} on ${link}: ${name?.en}`
    : `${link}上的${message === '' ? '' : ' '}${what}：${name?.zh}`;
}

function refusal(outcome: OutcomeView, actor: string, language: Language): string {
  const reason = Object.entries(REFUSAL_NAMES).find(([code]) => code === outcome.detail)?.[1][language];
  const what = outcome.message ?? (language === 'en' ? 'a packet' : '一个数据包');
  if (language === 'en') return `${actor} refuses ${what}${reason === undefined ? '' : `: ${reason}`}`;
  return `${actor}拒收${outcome.message === undefined ? '' : ' '}${what}${reason === undefined ? '' : `：${reason}`}`;
}
