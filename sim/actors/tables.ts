/** The charts as tables. Walked here when the simulator starts; the page's build puts the same tables in as data. */
import { walkCharts } from './walk.ts';

export const TABLES = walkCharts();
