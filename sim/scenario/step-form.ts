/** A step back to the form in which people write it: its verb as a key, and nothing that goes without saying. */
import { SERVER } from '../actors/types.ts';
import { TAKEABLE_PLACES, type TakeablePlace } from '../trace.ts';
import { given, isAll, lengthForm, unless, type FileForm } from './form-tools.ts';
import { storageForm } from './storage-form.ts';
import { isStorageStep } from './storage-steps.ts';
import type { FaultStep, Step } from './types.ts';

export function stepForm(step: Step): FileForm {
  const { id, at } = step;
  return given({ id, at, ...actForm(step) });
}

function actForm(step: Step): FileForm {
  if (isStorageStep(step)) return storageForm(step);
  switch (step.kind) {
    case 'compromise':
      return { compromise: step.compromise, by: step.by, takes: takesForm(step.takes) };
    case 'implant':
      return { implant: step.device, by: step.by, takes: takesForm(step.takes) };
    case 'remove':
      return { remove: step.device, by: step.by };
    case 'fault':
      return faultForm(step);
    case 'power':
      return { power: step.device, set: step.on };
    case 'service':
      return { service: step.up ? 'up' : 'down' };
    case 'misdeed': {
      const { misdeed, against, other, message, tick, seconds } = step;
      return { misdeed, against, other, message, tick, for: lengthForm(seconds) };
    }
    case 'compel':
      return { compel: SERVER, by: step.by };
    case 'compare':
      return { compare: step.with, by: step.by };
    case 'approve':
      return { approve: step.contact, by: step.by };
    case 'new-phone':
      return { 'new-phone': step.device };
    case 'drain':
      return { drain: step.account, by: step.by, times: step.times };
    case 'send':
    case 'read':
    case 'quantum':
    case 'replay':
    case 'tamper':
    case 'wait':
    case 'ask': {
      const { kind: _verb, ...fields } = step;
      return fields;
    }
  }
}

function faultForm({ fault, link, by, toward, next, of, seconds, bytesPerSecond }: FaultStep): FileForm {
  const isLasting = fault === 'cut' || fault === 'throttle' || fault === 'heal';
  return {
    [fault]: link,
    by,
    toward,
    ...(!isLasting && { next: unless(next, 1), of: unless(of, 'messages') }),
    ...(fault === 'delay' && { for: lengthForm(seconds) }),
    ...(fault === 'throttle' && { bytesPerSecond }),
  };
}

const takesForm = (takes: readonly TakeablePlace[]): readonly TakeablePlace[] | undefined =>
  isAll(takes, TAKEABLE_PLACES) ? undefined : takes;
