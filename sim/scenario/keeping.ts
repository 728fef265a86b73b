/** The storage floor as one value, for runs whose devices keep files. */
import { ACTS } from '../actors/deviceActs.ts';
import { connect } from '../actors/device.ts';
import { filingOn } from '../actors/filing/filed.ts';
import { copiesOf } from '../knowledge/files/copies.ts';
import { everydayLeft } from '../knowledge/files/everyday.ts';
import { filesBy } from '../knowledge/files/fileEvidence.ts';
import { lookThrough } from '../knowledge/files/look.ts';
import type { Store } from '../storage/types.ts';
import type { FileKeeping } from './play.ts';

/** Devices keep their files on this store, and whoever looks into them goes by the bytes that are there. */
export const filesOn = (store: Store): FileKeeping => ({
  store,
  acts: ACTS,
  filing: filingOn(store, connect),
  filesIn: filesBy(lookThrough),
  copiesOf,
  everydayLeft,
});
