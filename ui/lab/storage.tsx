/** The lab's view of a device's files at the event that is shown; device, page and housekeeping are in the link. */
import type { ReactNode } from 'react';
import type { Housekeeping, StorageView } from '../../sim/index.ts';
import { actorName } from '../figures/names.ts';
import { PagesFigure } from '../figures/pages/figure.tsx';
import type { UnitPlace } from '../figures/pages/layout.ts';
import { numberAt, unitOf } from '../figures/pages/units.ts';
import { PAGES_WORDS } from '../i18n/pages.ts';
import { useText } from '../i18n/language.tsx';
import { useAnswer } from '../state/use-answer.ts';
import type { MessageView } from '../worker/api.ts';
import { chosenMessage, MessageChooser } from './chosen-message.tsx';
import type { LabContext } from './screen.tsx';
import { LAB_WORDS } from './words.ts';
import styles from './lab.module.css';

export function Storage({ context }: { context: LabContext }): ReactNode {
  const { run, language, state, go } = context;
  const t = useText();
  const message = chosenMessage(context);
  const devices = run.parties.flatMap(({ kind, id }) => (kind === 'device' ? [id] : []));
  const device = devices.find((id) => id === state.own['of']) ?? devices[0];
  if (message === undefined || device === undefined) return <p>{t(LAB_WORDS.noMessageYet)}</p>;
  return (
    <>
      <div className={styles['chooser']}>
        <label>
          <span>{t(PAGES_WORDS.device)}</span>
          <select
            value={device}
            onChange={(event) => go({ of: event.target.value, file: undefined, offset: undefined }, 'replace')}
          >
            {devices.map((id) => (
              <option key={id} value={id}>
                {actorName(id, language)}
              </option>
            ))}
          </select>
        </label>
        <MessageChooser context={context} label={t(PAGES_WORDS.message)} chosen={message} />
      </div>
      <Files context={context} message={message} device={device} />
    </>
  );
}

interface FilesProps {
  readonly context: LabContext;
  readonly message: MessageView;
  readonly device: string;
}

function Files({ context, message, device }: FilesProps): ReactNode {
  const { run, engine, seq, language, state, go } = context;
  const t = useText();
  const tidied = readTidied(state.own['tidied']);
  const place = { device, at: seq, tidied };
  const key = JSON.stringify([run.choice, message.label, place]);
  const answer = useAnswer(`storage ${key}`, async () => {
    if (tidied.length > 0) return { key, ...(await engine.tidyAndLook(run.choice, message.label, place)) };
    const view = await engine.storage(run.choice, message.label, device, seq);
    return { key, before: view, after: view };
  });
  if (answer?.key !== key) return <p role="status">{t(LAB_WORDS.playing)}</p>;
  const { before, after } = answer;
  return (
    <PagesFigure
      view={after}
      before={before}
      message={message.label}
      language={language}
      selected={readPlace(after, state.own)}
      onSelect={({ path, number }) => go({ file: path, offset: String(offsetOf(after, path, number)) }, 'replace')}
      pageBytes={(path, number) => {
        const unit = unitIn(after, path, number);
        return unit === undefined
          ? Promise.resolve(new Uint8Array(0))
          : engine.storagePage(run.choice, place, path, unit.offset, unit.length);
      }}
      tidied={tidied}
      onTidy={(next) => go({ tidied: next.length === 0 ? undefined : next.join(',') }, 'replace')}
      as={state.own['as'] === 'table' ? 'table' : 'picture'}
      onAs={(as) => go({ as: as === 'table' ? 'table' : undefined }, 'replace')}
    />
  );
}

/** More than this changes nothing any more. */
const MOST_TIDYING = 8;

const readTidied = (text: string | undefined): readonly Housekeeping[] =>
  (text ?? '')
    .split(',')
    .flatMap((name) => KINDS.filter((kind) => kind === name))
    .slice(0, MOST_TIDYING);
const KINDS: readonly Housekeeping[] = ['vacuum', 'checkpoint', 'merge'];

function unitIn({ files }: StorageView, path: string, number: number): ReturnType<typeof unitOf> {
  const file = files.find((one) => one.path === path);
  return file && unitOf(file, number);
}

const offsetOf = (view: StorageView, path: string, number: number): number => unitIn(view, path, number)?.offset ?? 0;

/** The part of a file that the link names by a byte in it. */
function readPlace({ files }: StorageView, own: LabContext['state']['own']): UnitPlace | undefined {
  const file = files.find(({ path }) => path === own['file']);
  const text = own['offset'];
  if (file === undefined || text === undefined || !/^\d{1,12}$/.test(text)) return undefined;
  const number = numberAt(file, Number(text));
  return number === 0 ? undefined : { path: file.path, number };
}
