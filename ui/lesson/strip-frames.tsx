/** The situation strip: small still drawings with their captions. Decoration for the captions, which say it all. */
import type { ReactNode } from 'react';
import { useText } from '../i18n/language.tsx';
import type { StripDrawing, StripFrame } from './strip.ts';
import { LESSON_WORDS } from './words.ts';
import styles from './lesson.module.css';

export const Strip = ({ frames }: { frames: readonly StripFrame[] }): ReactNode => {
  const t = useText();
  if (frames.length === 0) return null;
  return (
    <ol className={styles['strip']} aria-label={t(LESSON_WORDS.situation)}>
      {frames.map((frame, index) => (
        <li key={index}>
          {frame.drawing.kind !== 'words' && (
            <svg viewBox="0 0 124 46" aria-hidden="true" className={styles['drawing']}>
              <Drawing drawing={frame.drawing} />
            </svg>
          )}
          <p>{frame.caption}</p>
        </li>
      ))}
    </ol>
  );
};

function Drawing({ drawing }: { drawing: Exclude<StripDrawing, { kind: 'words' }> }): ReactNode {
  if (drawing.kind === 'ask') {
    return (
      <>
        <rect
          x="32"
          y="6"
          width="60"
          height="34"
          fill="none"
          stroke="var(--ink)"
          strokeWidth="1.5"
          strokeDasharray="3 3"
        />
        <Letter x={62} y={28} size={15} text="?" />
      </>
    );
  }
  return (
    <>
      <Phone x={5} name={drawing.left} />
      <Phone x={101} name={drawing.right} />
      {drawing.kind === 'talk' && (
        <>
          <path d="M24 17H94" stroke="var(--ink)" strokeWidth="1.5" />
          <path d="M93 13L101 17L93 21Z" fill="var(--ink)" />
          <use href={`#mark-${drawing.onTheWay}`} x="54" y="11" width="12" height="12" />
        </>
      )}
      {drawing.kind === 'record' && (
        <>
          <path d="M24 11H100" stroke="var(--rule-2)" strokeWidth="1.5" />
          <use href={`#mark-${drawing.onTheWay}`} x="55" y="5" width="12" height="12" />
          <path d="M61 19V29" stroke="var(--ink)" strokeWidth="1.5" strokeDasharray="2 2" />
          <Attacker x={53} y={29} name={drawing.by} />
        </>
      )}
      {drawing.kind === 'theft' && (
        <>
          <path d="M100 22L76 32" stroke="var(--ink)" strokeWidth="1.5" />
          <path d="M72 34L81 33L78 27Z" fill="var(--ink)" />
          <Key x={84} y={18} />
          <Attacker x={54} y={29} name={drawing.by} />
        </>
      )}
      {drawing.kind === 'resend' && (
        <>
          <path d="M70 34L94 22" stroke="var(--ink)" strokeWidth="1.5" />
          <path d="M101 18L92 19L95 25Z" fill="var(--ink)" />
          <use href="#mark-sealed" x="74" y="20" width="11" height="11" />
          <Attacker x={53} y={29} name={drawing.by} />
        </>
      )}
    </>
  );
}

const Phone = ({ x, name }: { x: number; name: string }): ReactNode => (
  <>
    <rect x={x} y="1" width="18" height="31" rx="3" fill="var(--paper)" stroke="var(--ink)" strokeWidth="1.5" />
    <Letter x={x + 9} y={20} size={9.5} text={name} />
  </>
);

const Attacker = ({ x, y, name }: { x: number; y: number; name: string }): ReactNode => (
  <>
    <rect x={x} y={y} width="16" height="15" fill="var(--paper)" stroke="var(--ink)" strokeWidth="2.5" />
    <Letter x={x + 8} y={y + 11.5} size={9.5} text={name} />
  </>
);

const Key = ({ x, y }: { x: number; y: number }): ReactNode => (
  <g fill="none" stroke="var(--ink)" strokeWidth="1.5">
    <circle cx={x} cy={y} r="3.2" />
    <path d={`M${x + 3.2} ${y}H${x + 12}M${x + 9} ${y}V${y + 3.5}`} />
  </g>
);

const Letter = ({ x, y, size, text }: { x: number; y: number; size: number; text: string }): ReactNode => (
  <text x={x} y={y} fontSize={size} fontWeight="700" textAnchor="middle" fill="var(--ink)">
    {text}
  </text>
);
