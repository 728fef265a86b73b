/** The lab's view of one packet byte by byte: which packet and field, and whose keys open it, is in the link. */
import type { ReactNode } from 'react';
import type { PacketEntry } from '../../sim/index.ts';
import { BytesFigure } from '../figures/bytes/figure.tsx';
import { BYTES_WORDS } from '../figures/bytes/words.ts';
import { ArrowButton } from '../figures/arrow-button.tsx';
import { actorName, capital, personName } from '../figures/names.ts';
import { clockSeconds } from '../figures/say.ts';
import { packetName } from '../figures/space-time/say.ts';
import { useText } from '../i18n/language.tsx';
import { useAnswer } from '../state/use-answer.ts';
import type { BytesView } from '../worker/api.ts';
import type { LabContext } from './screen.tsx';
import { LAB_WORDS } from './words.ts';
import styles from './lab.module.css';

export function PacketBytes({ context }: { context: LabContext }): ReactNode {
  const { run, engine, seq, state } = context;
  const t = useText();
  const { packet, eyes } = state.own;
  const choice = JSON.stringify(run.choice);
  const answer = useAnswer(`bytes ${choice} ${seq} ${packet ?? ''} ${eyes ?? ''}`, async () => ({
    choice,
    view: await engine.bytes(run.choice, packet, eyes, seq),
  }));
  if (answer?.choice !== choice) return <p role="status">{t(LAB_WORDS.playing)}</p>;
  const { inspection } = answer.view;
  if (inspection === undefined) return <p>{t(BYTES_WORDS.none)}</p>;
  return <Inspector context={context} packets={answer.view.packets} inspection={inspection} />;
}

interface InspectorProps {
  readonly context: LabContext;
  readonly packets: readonly PacketEntry[];
  readonly inspection: NonNullable<BytesView['inspection']>;
}

function Inspector({ context, packets, inspection }: InspectorProps): ReactNode {
  const { state, language, go } = context;
  const { party } = inspection;
  return (
    <>
      <Choices context={context} packets={packets} inspection={inspection} />
      <BytesFigure
        inspection={inspection}
        language={language}
        selected={state.own['field']}
        onSelect={(field) => go({ packet: inspection.packet.id, eyes: party, field }, 'replace')}
        onEvent={(event) => go({ view: 'packets', t: String(event) })}
        onMessageKey={({ device, peer, id }) => go({ view: 'keys', keys: `${device},${peer}`, key: id })}
        onWhyNot={({ message }) => go({ view: undefined, cell: `${message ?? ''}/${party}` })}
        as={state.own['as'] === 'table' ? 'table' : 'picture'}
        onAs={(as) => go({ as: as === 'table' ? 'table' : undefined }, 'replace')}
      />
    </>
  );
}

/** Which packet, and with whose keys. Another packet begins at its first field. */
function Choices({ context, packets, inspection }: InspectorProps): ReactNode {
  const { run, language, go } = context;
  const t = useText();
  const at = packets.findIndex(({ id }) => id === inspection.packet.id);
  const show = (packet: PacketEntry | undefined): void => {
    if (packet !== undefined) go({ packet: packet.id, field: undefined });
  };
  return (
    <div className={styles['chooser']}>
      <label>
        <span>{t(BYTES_WORDS.packet)}</span>
        <select value={inspection.packet.id} onChange={(event) => go({ packet: event.target.value, field: undefined })}>
          {packets.map((packet) => (
            <option key={packet.id} value={packet.id}>
              {packetLine(packet, language)}
            </option>
          ))}
        </select>
      </label>
      <span className={styles['arrowPair']}>
        <ArrowButton
          label={t(BYTES_WORDS.previous)}
          path="M12 3L5 9L12 15"
          off={at <= 0}
          onPress={() => show(packets[at - 1])}
        />
        <ArrowButton
          label={t(BYTES_WORDS.next)}
          path="M6 3L13 9L6 15"
          off={at >= packets.length - 1}
          onPress={() => show(packets[at + 1])}
        />
      </span>
      <label>
        <span>{t(BYTES_WORDS.eyes)}</span>
        <select
          value={inspection.party}
          onChange={(event) => go({ packet: inspection.packet.id, eyes: event.target.value }, 'replace')}
        >
          {run.parties
            .filter(({ kind }) => kind !== 'link')
            .map(({ id }) => (
              <option key={id} value={id}>
                {capital(actorName(id, language))}
              </option>
            ))}
        </select>
      </label>
    </div>
  );
}

/** `10:02:00 Alice to Company, message m1, 214 bytes`. */
function packetLine(packet: PacketEntry, language: 'en' | 'zh'): string {
  const { at, from, to, message: label, sizeBytes, errand } = packet;
  const way = BYTES_WORDS.carries({ from: personName(from, language), to: personName(to, language) })[language];
  const what = packetName({ errand, label }, language);
  const size = BYTES_WORDS.size({ bytes: sizeBytes })[language];
  return `${clockSeconds(at, language)} ${[way, what, size].join(language === 'en' ? ', ' : '，')}`;
}
