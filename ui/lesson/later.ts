/** Parts of a lesson that are loaded when the first screen stands: they are needed only after the question is answered. */
export const loadParting = () => import('./parting.tsx');
