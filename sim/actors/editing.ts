/** Editing: another text in the place of a message, under a label of its own. PROTOCOL 12.1. */
import { EDIT_MS, EDIT_TAKEN_MS } from '../limits.ts';
import { readContent } from '../protocol/content.ts';
import type { Request } from '../protocol/requests.ts';
import type { DisobeyReason, Outcome } from '../trace.ts';
import { ask } from './asking.ts';
import { firstLabel, hasBody, isAuthor, isOwn, keyOf, lineIn, lineOf, replaced, withoutRequests } from './chatLines.ts';
import { rewrite } from './composing.ts';
import type { Asker } from './deleting.ts';
import { withChat, type ChatEntry, type DeviceState } from './deviceState.ts';
import { show } from './showing.ts';
import { accountOf, andThen, inapplicable, unchanged, type ActorEvent, type Context, type Step } from './types.ts';

type EditEvent = Extract<ActorEvent, { kind: 'edit' }>;

/** The person writes another text for a message of hers. */
export function edit(state: DeviceState, event: EditEvent, context: Context): Step<DeviceState> {
  const { lines, drafts } = state.places.chat;
  const draft = drafts.find(({ label, isRequest }) => label === event.label && !isRequest);
  const line = draft ?? lineIn(lines, event.label);
  if (!line || !hasBody(line)) return inapplicable(state, 'gone');
  if (!isOwn(line, context.self)) return inapplicable(state, 'not-yours');
  // A modified program asks regardless; whether it gets it is for the others to say.
  if (!state.isModified && context.now - line.at > EDIT_MS) return inapplicable(state, 'too-late');
  const next = editedLine(line, event, context);
  const told: readonly Outcome[] = [
    { kind: 'wrote', message: event.as, to: line.to, text: event.text, body: next.body },
    { kind: 'edited', message: line.label, as: event.as },
  ];
  if (draft) return { ...unchanged(withDraft(state, draft, next)), outcomes: told };
  const edited = withoutRequests(replaced(state, line, next), [line]);
  const step: Step<DeviceState> = { ...unchanged(edited), outcomes: told };
  const request: Request = { kind: 'edit', key: keyOf(line), body: next.body };
  return andThen(step, ask(edited, line.to, event.as, request, context));
}

const editedLine = (line: ChatEntry, { as, text }: EditEvent, context: Context): ChatEntry => ({
  ...line,
  label: as,
  body: rewrite(text, as, line.body, context),
  edits: firstLabel(line),
  editedAt: context.now,
});

/** What has not gone out yet goes out as it is now. */
function withDraft(state: DeviceState, draft: ChatEntry, next: ChatEntry): DeviceState {
  const { chat } = state.places;
  return withChat(state, { ...chat, drafts: chat.drafts.map((one) => (one === draft ? next : one)) });
}

/** Somebody edits a message. `came`: the request as a message of its own would have come. */
export function obeyEdit(
  state: DeviceState,
  { key, body }: Extract<Request, { kind: 'edit' }>,
  came: ChatEntry,
  by: Asker,
  context: Context,
): Step<DeviceState> {
  const content = readContent(body, context.tools.containers);
  const line = lineOf(state, key);
  const { at: editedAt } = came;
  const entry: ChatEntry = { ...came, body };
  if (!line) {
    const isTakenBack = state.places.chat.takenBack?.some(
      (one) => one.label === key.label && isAuthor(accountOf(one.by), came, context),
    );
    if (isTakenBack) return unchanged(state);
    if (!isAuthor(by.account, came, context)) return disobeyed(state, key.label, 'not-author');
    return show(state, { ...entry, edits: key.label, editedAt }, content, context);
  }
  if (line.isTakenBack || (line.editedAt ?? 0) > editedAt) return unchanged(state);
  if (!isAuthor(by.account, line, context)) return disobeyed(state, line.label, 'not-author');
  if (editedAt - line.at > EDIT_TAKEN_MS) return disobeyed(state, line.label, 'too-late');
  if (state.isModified) {
    // Both stand there: what was written first, and what it is now.
    const refused = disobeyed(state, line.label, 'modified');
    return andThen(refused, show(state, entry, content, context));
  }
  const next: ChatEntry = { ...line, label: came.label, body, edits: firstLabel(line), editedAt };
  return {
    ...unchanged(withoutRequests(replaced(state, line, next), [line])),
    outcomes: [
      { kind: 'edited', message: line.label, as: came.label },
      { kind: 'shown', message: came.label, claimed: came.from, body, text: content.text },
    ],
  };
}

const disobeyed = (state: DeviceState, message: string, why: DisobeyReason): Step<DeviceState> => ({
  ...unchanged(state),
  outcomes: [{ kind: 'disobeyed', message, what: 'edit', why }],
});
