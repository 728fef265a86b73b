/** Two runs side by side in the form that there is room for: as a sheet, as pairs of cells, or as the table twin. */
import type { ReactNode } from 'react';
import type { FigureAs } from '../legend.tsx';
import { useWidth, type Width } from '../use-width.ts';
import { Compare, ComparePairs, type CompareProps } from './figure.tsx';
import { CompareTable } from './table.tsx';

/** Columns that differ are as wide as a plate; so many of them fit twice beside the messages. */
const MOST_WIDE: Readonly<Record<Width, number>> = { narrow: 0, middle: 2, wide: 3 };

export function Compared({ as, ...props }: CompareProps & { readonly as: FigureAs }): ReactNode {
  const width = useWidth();
  if (as === 'table') return <CompareTable {...props} />;
  const differing = props.marks.columns.filter(({ wide }) => wide).length;
  const fits = width !== 'narrow' && differing <= MOST_WIDE[width];
  return fits ? <Compare {...props} /> : <ComparePairs {...props} />;
}
