import '@lwc/synthetic-shadow';
import { createElement } from 'lwc';
import Page from 'shell/page';
import { showToasts } from './toasts.js';

showToasts();
document.body.append(createElement('shell-page', { is: Page }));
