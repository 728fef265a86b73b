/** The two families of recorded conversations that our sessions speak, and the one that they do not. */
import type { Localized } from '../text.ts';
import { noteOf } from './habits.ts';
import { replay } from './replay.ts';
import { checker, fieldOf } from './shape.ts';
import { RECORDING } from './transcript.ts';
import type { Checker, Content } from './types.ts';

/** A version of sessions by the name that recordings have for it: `x3dh-v3`, or `pqxdh-v4` and a remark. */
const speaks =
  (protocol: string): Checker['reads'] =>
  ({ value }) =>
    isTranscript(value) && protocolOf(value).startsWith(protocol) && !isTripleRatchet(value);

const isTranscript = (value: unknown): boolean => fieldOf(value, 'format') === 'transcript/1';
const protocolOf = (value: unknown): string => String(fieldOf(value, 'protocol'));
const isTripleRatchet = (value: unknown): boolean => protocolOf(value).includes('SPQR triple ratchet');

const conversations = (name: Localized, reads: Checker['reads']): Checker =>
  checker(name, reads, RECORDING, (recording, { suite }) => {
    const note = noteOf(recording);
    return { outcomes: replay(recording, suite), ...(note && { note }) };
  });

export const X3DH_V3 = conversations({ en: 'conversations x3dh-v3', zh: '会话记录 x3dh-v3' }, speaks('x3dh-v3'));
export const PQXDH_V4 = conversations({ en: 'conversations pqxdh-v4', zh: '会话记录 pqxdh-v4' }, speaks('pqxdh-v4'));

/** Why a recording of another protocol is left out. */
export const otherProtocol = ({ value }: Content): Localized | undefined =>
  !isTranscript(value)
    ? undefined
    : isTripleRatchet(value)
      ? {
          en: 'informative: the sparse post-quantum ratchet (SPQR) is not part of our sessions',
          zh: '仅供参考：我们的会话不含稀疏后量子棘轮（SPQR）',
        }
      : { en: `an unknown protocol: ${protocolOf(value)}`, zh: `不认识的协议：${protocolOf(value)}` };
