/** The door for campaigns: random stories against the invariants. Separate from `index.ts` because the page does not run them. */
export { campaign, mutantCampaigns, type CampaignReport, type Counterexample } from './checker/campaign.ts';
export { INVARIANTS } from './checker/invariants/all.ts';
