/** The voter's page: one file, no login, nothing stored. */
import { mount } from 'svelte';
import workerSource from 'virtual:worker';
import '../../ui/base.css';
import { parsePath } from '../../wire/parse.ts';
import { settings } from '../../ui/words.svelte.ts';
import { Driver } from './driver.svelte.ts';
import Vote from './Vote.svelte';

// First of all: the slip's code leaves the address, before anything can look at it.
const text = location.hash.slice(1);
history.replaceState(null, '', location.pathname);

const url = URL.createObjectURL(new Blob([workerSource], { type: 'text/javascript' }));
const policy = window.trustedTypes?.createPolicy('gongdao', { createScriptURL: (one) => (one === url ? one : '') });
const startWorker = (): Worker => new Worker(policy?.createScriptURL(url) ?? url);

if (/^en\b/i.test(navigator.language)) settings.language = 'en';
document.documentElement.dataset.started = '';
addEventListener('keydown', () => (document.documentElement.dataset.keys = ''), { once: true });

const driver = new Driver({ startWorker, short: parsePath(location.pathname), userAgent: navigator.userAgent });
const target = document.getElementById('page');
if (target) {
    target.textContent = '';
    mount(Vote, { target, props: { driver } });
}
driver.start(text);
