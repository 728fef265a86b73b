/** Which message a view of the lab is about: one of those written by now, in the link as `msg`. */
import type { ReactNode } from 'react';
import { personName } from '../figures/names.ts';
import { clock } from '../figures/say.ts';
import type { MessageView } from '../worker/api.ts';
import type { LabContext } from './screen.tsx';

/** Undefined where nothing has been written yet. */
export function chosenMessage({ run, frame, state }: LabContext): MessageView | undefined {
  const written = run.messages.slice(0, frame.cells.length);
  return written.find(({ label }) => label === state.own['msg']) ?? written[0];
}

interface ChooserProps {
  readonly context: LabContext;
  readonly label: string;
  readonly chosen: MessageView;
}

export function MessageChooser({ context, label, chosen }: ChooserProps): ReactNode {
  const { run, frame, language, go } = context;
  return (
    <label>
      <span>{label}</span>
      <select value={chosen.label} onChange={(event) => go({ msg: event.target.value }, 'replace')}>
        {run.messages.slice(0, frame.cells.length).map((message) => (
          <option key={message.label} value={message.label}>
            {[message.label, personName(message.from, language), clock(message.at, language)].join(' · ')}
          </option>
        ))}
      </select>
    </label>
  );
}
