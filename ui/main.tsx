/** Starts the page. */
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { fetchOtherScreens } from './screen.tsx';
import { connectEngine } from './worker/client.ts';
import './styles/tokens.css';
import './styles/base.css';

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has an element with the id `root`');
createRoot(place).render(<App client={connectEngine()} />);
addEventListener('load', () => void fetchOtherScreens());
