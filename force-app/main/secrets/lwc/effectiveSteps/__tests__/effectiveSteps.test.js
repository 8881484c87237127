import { createElement } from 'lwc';
import EffectiveSteps from 'c/effectiveSteps';

const steps = [
    { level: 'user', label: 'User: Jane Doe', clientId: null, outcome: 'notSet' },
    { level: 'profile', label: 'Profile: Sales', clientId: 'NVM-2', outcome: 'inForce' },
    { level: 'organization', label: 'Organization', clientId: 'NVM-1', outcome: 'overridden' }
];

describe('c-effective-steps', () => {
    afterEach(() => document.body.replaceChildren());

    it('shows the three levels in order, each with its client ID and outcome', async () => {
        const element = createElement('c-effective-steps', { is: EffectiveSteps });
        element.steps = steps;
        document.body.appendChild(element);

        const shown = [...element.shadowRoot.querySelectorAll('li')].map((li) => [
            li.querySelector('p').textContent,
            li.querySelector('[data-id="key"]')?.textContent,
            li.querySelector('[data-id="outcome"]').textContent
        ]);
        expect(shown).toEqual([
            ['User: Jane Doe', undefined, 'Not set'],
            ['Profile: Sales', 'NVM-2', 'In force'],
            ['Organization', 'NVM-1', 'Overridden']
        ]);
        await expect(element).toBeAccessible();
    });
});
