/** Parts of a lesson that are loaded when the first screen stands: the stages after the run, and what is printed. */
import { later } from '../later.tsx';

const loadView = () => import('./break.tsx');
const loadPane = () => import('./break-pane.tsx');
const loadEvidence = () => import('./evidence.tsx');
const loadWhy = () => import('./why.tsx');
export const loadStages = (): Promise<unknown> => Promise.all([loadEvidence(), loadWhy(), loadView(), loadPane()]);
export const loadPrint = () => import('./print.tsx');

export const EvidencePane = later(async () => (await loadEvidence()).EvidencePane);
export const WhyPane = later(async () => (await loadWhy()).WhyPane);
export const BreakView = later(async () => (await loadView()).BreakView);
export const BreakPane = later(async () => (await loadPane()).BreakPane);
export const PrintPages = later(async () => (await loadPrint()).PrintPages);
