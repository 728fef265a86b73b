/** Draws the bytes inspector: the layers one inside the other, the open one in hex beside its fields, and the chosen field explained. */
import { useState, type ReactNode } from 'react';
import type { Inspection, PacketEntry } from '../../../sim/index.ts';
import type { Language } from '../../../sim/text.ts';
import type { PartyId, Seq } from '../../../sim/trace.ts';
import { useText } from '../../i18n/language.tsx';
import { FigureToggle, type FigureAs } from '../legend.tsx';
import { useWidth } from '../use-width.ts';
import { actorInSentence as nameIn } from '../names.ts';
import { useRoving } from '../who-can-read/roving.ts';
import { Hex } from './hex.tsx';
import { fieldKey, hexRows, layersOf, type FieldKey, type FieldMark, type LayerMark } from './layout.ts';
import { BytesTable } from './table.tsx';
import { BYTES_WORDS } from './words.ts';
import styles from './bytes.module.css';

export interface BytesProps {
  readonly inspection: Inspection;
  readonly language: Language;
  /** The chosen field, `layer.field`; where there is none of that name, the first of the packet. */
  readonly selected: FieldKey | undefined;
  readonly onSelect: (key: FieldKey) => void;
  readonly onEvent: (seq: Seq) => void;
  readonly onMessageKey: (key: NonNullable<FieldMark['messageKey']>) => void;
  /** Asks why the party cannot read this packet's message. */
  readonly onWhyNot: ((packet: PacketEntry, party: PartyId) => void) | undefined;
  readonly as: FigureAs;
  readonly onAs: (as: FigureAs) => void;
}

export function BytesFigure(props: BytesProps): ReactNode {
  const { inspection, language, selected, as, onAs } = props;
  const t = useText();
  const layers = layersOf(inspection, language);
  const open = layers[Number(selected?.split('.')[0] ?? 0)] ?? layers[0];
  if (!open) return null;
  return (
    <figure className={styles['figure']} aria-label={t(BYTES_WORDS.title)}>
      {as === 'table' ? (
        <BytesTable layers={layers} />
      ) : (
        <div className={styles['parts']}>
          <Layers layers={layers} open={open} onSelect={props.onSelect} />
          <OpenLayer {...props} layer={open} />
        </div>
      )}
      <div className={styles['foot']}>
        <FigureToggle as={as} onAs={onAs} />
      </div>
    </figure>
  );
}

interface LayersProps {
  readonly layers: readonly LayerMark[];
  readonly open: LayerMark;
  readonly onSelect: (key: FieldKey) => void;
}

/** One line for each layer, as deep as it lies. */
function Layers({ layers, open, onSelect }: LayersProps): ReactNode {
  const t = useText();
  return (
    <nav className={styles['layers']} aria-label={t(BYTES_WORDS.layers)}>
      <ol>
        {layers.map((layer) => (
          <li key={layer.index}>
            <button
              type="button"
              aria-current={layer === open ? 'true' : undefined}
              onClick={() => onSelect(fieldKey(layer.index, 0))}
            >
              <b style={{ paddingInlineStart: `${layer.depth * INDENT}rem` }}>{layer.name}</b>
              <span data-sealed={layer.closed === undefined ? undefined : ''}>
                {layer.closed !== undefined && `${t(BYTES_WORDS.closed)} · `}
                {layer.size}
              </span>
              <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                <rect className={styles['track']} x="0" y="1.5" width="100" height="1" />
                <rect
                  data-sealed={layer.isSealed || undefined}
                  x={layer.from * 100}
                  y="0"
                  width={Math.max((layer.to - layer.from) * 100, LEAST_BAR)}
                  height="4"
                />
              </svg>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Layers lie up to seven deep, in rem each. */
const INDENT = 0.5;
/** Per cent of the packet: less could not be seen. */
const LEAST_BAR = 1;

function OpenLayer(props: BytesProps & { readonly layer: LayerMark }): ReactNode {
  const { layer, inspection, selected, onSelect, onWhyNot } = props;
  const isNarrow = useWidth() === 'narrow';
  const [opened, setOpened] = useState<ReadonlySet<FieldKey>>(new Set());
  const field = layer.fields.find(({ key }) => key === selected) ?? layer.fields[0];
  const inspected = inspection.layers[layer.index];
  return (
    <section className={styles['open']} aria-labelledby="layer-title">
      <h2 id="layer-title">
        {layer.name} <small>{layer.size}</small>
      </h2>
      <p className={styles['meaning']}>{layer.meaning}</p>
      {layer.closed !== undefined || field === undefined || inspected === undefined ? (
        <p className={styles['closed']}>
          {layer.closed}{' '}
          {onWhyNot !== undefined && layer.closed !== undefined && inspection.packet.message !== undefined && (
            <WhyNot inspection={inspection} onWhyNot={onWhyNot} language={props.language} />
          )}
        </p>
      ) : (
        <>
          <div className={styles['both']}>
            <Hex
              rows={hexRows(inspected, layer.index, isNarrow ? 8 : 16, opened)}
              selected={field.key}
              onSelect={onSelect}
              onUnfold={(key) => setOpened(new Set([...opened, key]))}
            />
            <Fields layer={layer} selected={field.key} onSelect={onSelect} />
          </div>
          <FieldCard {...props} field={field} />
        </>
      )}
    </section>
  );
}

interface WhyNotProps extends Pick<BytesProps, 'inspection' | 'language'> {
  readonly onWhyNot: NonNullable<BytesProps['onWhyNot']>;
}

const WhyNot = ({ inspection: { packet, party }, onWhyNot, language }: WhyNotProps): ReactNode => {
  const t = useText();
  return (
    <button type="button" onClick={() => onWhyNot(packet, party)}>
      {t(BYTES_WORDS.whyNot({ who: nameIn(party, language) }))}
    </button>
  );
};

interface FieldsProps {
  readonly layer: LayerMark;
  readonly selected: FieldKey;
  readonly onSelect: (key: FieldKey) => void;
}

/** One tab stop; arrows go from field to field, and the hex goes along. */
function Fields({ layer, selected, onSelect }: FieldsProps): ReactNode {
  const t = useText();
  const roving = useRoving(
    layer.fields.map(({ key }) => [key]),
    selected,
  );
  return (
    <ul className={styles['fields']} aria-label={t(BYTES_WORDS.fields)}>
      {layer.fields.map((field) => (
        <li key={field.key}>
          <button
            type="button"
            ref={roving.refOf(field.key)}
            tabIndex={roving.tabIndexOf(field.key)}
            aria-pressed={field.key === selected}
            onKeyDown={roving.onKeyDown(field.key)}
            onFocus={() => {
              roving.enter(field.key);
              if (field.key !== selected) onSelect(field.key);
            }}
            onClick={() => onSelect(field.key)}
          >
            <span className={styles['at']}>{field.offset}</span>
            <b>{field.name}</b>
            <span className={field.isBytes ? styles['bytes'] : styles['value']}>{field.value}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** What the chosen field is, where it stands, where it came from and who can read it. */
function FieldCard({ field, onSelect, onEvent, onMessageKey }: BytesProps & { readonly field: FieldMark }): ReactNode {
  const t = useText();
  const { messageKey, inner } = field;
  return (
    <div className={styles['card']} aria-live="polite">
      <h3>{field.name}</h3>
      <p>{field.meaning}</p>
      <dl>
        <dt>{t(BYTES_WORDS.value)}</dt>
        <dd className={field.isBytes ? styles['mono'] : undefined}>{field.longValue}</dd>
        <dt>{t(BYTES_WORDS.where)}</dt>
        <dd>
          {field.place} {field.head !== undefined && <small>{field.head}</small>}
        </dd>
        <dt>{t(BYTES_WORDS.origin)}</dt>
        <dd>
          <button type="button" onClick={() => onEvent(field.originSeq)}>
            {field.origin}
          </button>
          {messageKey !== undefined && (
            <button type="button" onClick={() => onMessageKey(messageKey)}>
              {t(BYTES_WORDS.toKey)}
            </button>
          )}
        </dd>
        <dt>{t(BYTES_WORDS.readers)}</dt>
        <dd>{field.readers}</dd>
      </dl>
      {inner !== undefined && (
        <button type="button" onClick={() => onSelect(fieldKey(inner.index, 0))}>
          {t(BYTES_WORDS.toLayer({ layer: inner.name }))}
        </button>
      )}
    </div>
  );
}
