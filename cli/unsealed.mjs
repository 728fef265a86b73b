#!/usr/bin/env node
// The command `unsealed`. Node 20 does not read TypeScript by itself, so tsx is registered first.
import { register } from 'tsx/esm/api';

register();
await import('./main.ts');
