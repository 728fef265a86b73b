/** One line for every event of a run, from its codes: the outcome that says most. Pure; each language by itself. */
import type { Language } from '../../sim/text.ts';
import type { EventView } from '../worker/api.ts';
import { REFUSAL_NAMES } from '../i18n/terms.ts';
import { actorInSentence, capital, personName } from '../figures/names.ts';
import { clockSeconds } from '../figures/say.ts';
import { wholePhase } from './words.ts';

type OutcomeView = EventView['outcomes'][number];

/** The outcomes of an event, the most telling kind first. */
const TELLING = [
  'inapplicable',
  'copied',
  'altered',
  'refused',
  'shown',
  'wrote',
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
  return language === 'en' ? `${clockSeconds(event.at)}. ${capital(deed)}.` : `${clockSeconds(event.at)}，${deed}。`;
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
  const message = outcome.message ?? '';
  const other = outcome.other === undefined ? '' : actorInSentence(outcome.other, language);
  const en = language === 'en';
  switch (outcome.kind) {
    case 'wrote': {
      const to = personName(outcome.other ?? '', language);
      return en ? `${actor} writes ${message} to ${to}` : `${actor}写下给${to}的 ${message}`;
    }
    case 'sealed':
      return en ? `${actor} seals ${message} for ${other} and sends it` : `${actor}为${other}密封 ${message}，然后发出`;
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
        : `${actor}截下${message === '' ? '一个数据包' : ` ${message} `}，换成改动过的`;
    case 'copied':
      return en ? `${actor} copies what is in the device` : `${actor}拷走了设备里的内容`;
    case 'phase': {
      const phase = wholePhase(outcome.other ?? event.phase)[language];
      return en ? `${actor}: ${phase}` : `${actor}：${phase}`;
    }
    case 'inapplicable':
      return en ? 'this step does not apply in this run' : '本次运行里做不到这一步';
    default:
      return en ? `${actor}: ${outcome.kind}` : `${actor}：${outcome.kind}`;
  }
}

function refusal(outcome: OutcomeView, actor: string, language: Language): string {
  const reason = Object.entries(REFUSAL_NAMES).find(([code]) => code === outcome.detail)?.[1][language];
  const what = outcome.message ?? (language === 'en' ? 'a packet' : '一个数据包');
  if (language === 'en') return `${actor} refuses ${what}${reason === undefined ? '' : `: ${reason}`}`;
  return `${actor}拒收${outcome.message === undefined ? '' : ' '}${what}${reason === undefined ? '' : `：${reason}`}`;
}
