/** The switches by name. Apart from what is said about them in `protections.ts`, which a page needs only once one is shown. */
export const PROTECTION_IDS = [
  'endToEnd',
  'eraseMessageKeys',
  'freshRatchetKeys',
  'verifyMac',
  'refuseDuplicates',
  'commitAfterMac',
  'checkPrekeySignature',
  'noticeKeyChange',
  'checkRetryDevice',
  'checkRetryIdentity',
  'checkRetryDelivered',
  'resend',
  'keepUntilFetched',
  'showInOrder',
] as const;
export type ProtectionId = (typeof PROTECTION_IDS)[number];
export type Protections = Readonly<Record<ProtectionId, boolean>>;

export const ALL_ON: Protections = {
  endToEnd: true,
  eraseMessageKeys: true,
  freshRatchetKeys: true,
  verifyMac: true,
  refuseDuplicates: true,
  commitAfterMac: true,
  checkPrekeySignature: true,
  noticeKeyChange: true,
  checkRetryDevice: true,
  checkRetryIdentity: true,
  checkRetryDelivered: true,
  resend: true,
  keepUntilFetched: true,
  showInOrder: true,
};
