/** Steps about deleting, keeping, copying and files back to the form in which people write them; the settings about files too. */
import { USUAL_STORAGE, type StorageSettings } from '../storage/settings.ts';
import { given, lengthForm, unless, type FileForm } from './form-tools.ts';
import type { StorageDeed } from './storage-steps.ts';

export function storageForm(step: StorageDeed): FileForm {
  switch (step.kind) {
    case 'delete':
      return { delete: step.delete, by: step.by, for: step.forEveryone ? 'everyone' : 'me' };
    case 'edit':
      return { edit: step.edit, as: step.as, by: step.by, text: step.text };
    case 'clear':
    case 'delete-chat':
      return { [step.kind]: step.chat, by: step.by };
    case 'disappear':
      return { disappear: lengthForm(step.seconds) ?? 'off', by: step.by, with: step.with };
    case 'keep':
    case 'veto':
      return { [step.kind]: step.message, by: step.by };
    case 'view':
    case 'screenshot':
      return { [step.kind]: step.message, on: step.on };
    case 'film':
      return { film: step.message, on: step.on, with: step.with };
    case 'export':
      return { export: step.chat, on: step.on };
    case 'uninstall':
    case 'reset':
      return { [step.kind]: step.device };
    case 'tidy':
      return { tidy: step.device, do: step.what };
    case 'chatter':
      return { chatter: step.count, on: step.on, with: step.with };
    case 'program':
      return { program: step.device, set: step.modified ? 'modified' : 'official' };
    case 'image':
      return { image: step.device, by: step.by, while: step.unlocked ? 'unlocked' : 'off' };
    case 'crash':
      return { crash: step.device, change: step.change, how: step.how };
    case 'disk':
      return { disk: step.device, set: step.set };
  }
}

/** `on` where everything is as usual, else what is not. */
export function storageSettingsForm({ journal, overwrite, autoVacuum }: StorageSettings): FileForm | 'on' {
  const form = given({
    journal: unless(journal, USUAL_STORAGE.journal),
    overwrite: unless(overwrite, USUAL_STORAGE.overwrite),
    autoVacuum: unless(autoVacuum, USUAL_STORAGE.autoVacuum),
  });
  return Object.keys(form).length === 0 ? 'on' : form;
}
