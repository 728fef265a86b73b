/** What a step about deleting, keeping, copying or files orders: one event, for the device that does it or to which it is done. */
import { accountOf, type ActorEvent } from '../actors/types.ts';
import type { DiskFault } from '../storage/types.ts';
import { inLanguage, type Language } from '../text.ts';
import type { ActorId } from '../trace.ts';
import { deviceOf } from './casting.ts';
import { ALL_CHATS, type StorageDeed } from './storage-steps.ts';
import type { Scenario, StorageStep } from './types.ts';

export interface DeviceOrder {
  readonly actor: ActorId;
  readonly event: ActorEvent;
}

export function storageOrder(step: StorageStep, scenario: Scenario, language: Language): DeviceOrder {
  return { actor: deviceOf(scenario, doer(step)), event: eventOf(step, scenario, language) };
}

/** The device, or the person who takes her first one. */
function doer(step: StorageDeed): string {
  if ('device' in step) return step.device;
  return 'on' in step ? step.on : step.by;
}

function eventOf(step: StorageStep, scenario: Scenario, language: Language): ActorEvent {
  const act = step.id;
  switch (step.kind) {
    case 'delete':
      return { kind: 'delete', label: step.delete, forEveryone: step.forEveryone, act };
    case 'edit':
      return { kind: 'edit', label: step.edit, as: step.as, text: inLanguage(step.text, language) };
    case 'clear':
    case 'delete-chat': {
      const contact = step.kind === 'clear' && step.chat === ALL_CHATS ? undefined : step.chat;
      return { kind: 'clear', contact, whole: step.kind === 'delete-chat', act };
    }
    case 'disappear':
      return { kind: 'disappear', contact: accountOf(step.with), seconds: step.seconds, act };
    case 'keep':
    case 'veto':
      return { kind: 'keep', label: step.message, on: step.kind === 'keep', act };
    case 'view':
    case 'screenshot':
      return { kind: step.kind, label: step.message };
    case 'film':
      return { kind: 'film', label: step.message, camera: deviceOf(scenario, step.with) };
    case 'export':
      return { kind: 'export', contact: step.chat };
    case 'uninstall':
    case 'reset':
      return { kind: step.kind };
    case 'tidy':
      return { kind: 'tidy', what: step.what };
    case 'chatter':
      return { kind: 'chatter', contact: step.with, count: step.count, name: step.id };
    case 'program':
      return { kind: 'program', modified: step.modified };
    case 'image':
      return { kind: 'image', by: step.by, unlocked: step.unlocked };
    case 'crash':
      return { kind: 'disk', fault: { kind: step.how, at: step.change } };
    case 'disk':
      return { kind: 'disk', fault: FAULTS[step.set] };
  }
}

/** From the next change on; a disk that is fine again has no fault. */
const FAULTS: Readonly<Record<Extract<StorageDeed, { kind: 'disk' }>['set'], DiskFault | undefined>> = {
  full: { kind: 'full', at: 0 },
  failing: { kind: 'sync', at: 0 },
  fine: undefined,
};
