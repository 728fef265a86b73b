/** The proof drawer, loaded when the first screen stands: a lesson needs it only after its question is answered. */
import { later } from '../later.tsx';

export const loadProof = () => import('./drawer.tsx');

export const ProofDrawer = later(async () => (await loadProof()).ProofDrawer);
