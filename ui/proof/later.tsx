/** The proof drawer, loaded when the first screen stands: a lesson needs it only after its question is answered. */
import { lazy, Suspense, type ReactNode } from 'react';
import type { ProofDrawerProps } from './drawer.tsx';

export const loadProof = () => import('./drawer.tsx');
const Drawer = lazy(async () => ({ default: (await loadProof()).ProofDrawer }));

export const ProofDrawer = (props: ProofDrawerProps): ReactNode => (
  <Suspense>
    <Drawer {...props} />
  </Suspense>
);
