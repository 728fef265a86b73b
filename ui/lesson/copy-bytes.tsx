/** Where in a file a copy lies: the bytes of that page with the text marked, read from the run. */
import type { ReactNode } from 'react';
import type { Copy } from '../../sim/index.ts';
import type { MessageLabel } from '../../sim/trace.ts';
import { actorName, capital } from '../figures/names.ts';
import { PageBytes } from '../figures/pages/page-bytes.tsx';
import { numberAt, unitOf } from '../figures/pages/units.ts';
import { COPIES_WORDS } from '../i18n/copies.ts';
import { useText } from '../i18n/language.tsx';
import { useAnswerTo } from '../state/use-answer.ts';
import type { LessonContext } from './screen.tsx';
import styles from './copies.module.css';

interface BytesProps {
  readonly context: LessonContext;
  readonly message: MessageLabel;
  readonly copy: Copy;
}

export function BytesOfCopy({ context, message, copy }: BytesProps): ReactNode {
  const { engine, choice, run, frame, language } = context;
  const t = useText();
  const device = copy.owner;
  const at = run.frames[Math.min(frame, run.frames.length - 1)]?.seq ?? -1;
  const key = JSON.stringify([choice, message, device, at]);
  const view = useAnswerTo(key, () => engine.storage(choice, message, device, at));
  const { found } = copy;
  const file = view?.files.find(({ path }) => path === found?.file);
  if (file === undefined || found === undefined) return null;
  return (
    <section className={styles['bytes']} aria-labelledby="in-file">
      <h3 id="in-file">{t(COPIES_WORDS.inFile({ place: capital(actorName(device, language)), file: found.file }))}</h3>
      <PageBytes
        file={file}
        number={numberAt(file, found.offset)}
        message={message}
        language={language}
        version={key}
        pageBytes={(path, number) => {
          const unit = unitOf(file, number);
          return unit === undefined
            ? Promise.resolve(new Uint8Array(0))
            : engine.storagePage(choice, { device, at, tidied: [] }, path, unit.offset, unit.length);
        }}
      />
    </section>
  );
}
