import { createElement } from 'lwc';
import SecretTable from 'c/secretTable';

describe('c-secret-table', () => {
    afterEach(() => document.body.replaceChildren());

    it('knows the cells of Secrets Management, each with its template', () => {
        const { locations, tokenStatus, tokenActions } = SecretTable.customTypes;

        [locations, tokenStatus, tokenActions].forEach(({ template }) =>
            expect(template).toEqual(expect.any(Function))
        );
        expect(locations.typeAttributes).toEqual(['clientId', 'usedBySettings']);
        expect(tokenStatus.typeAttributes).toEqual(['setAt', 'setByName']);
        expect(tokenActions.typeAttributes).toEqual(['canRemove']);
    });

    it('is a lightning-datatable', async () => {
        const element = createElement('c-secret-table', { is: SecretTable });
        element.data = [{ clientId: 'NVM-1' }];
        document.body.appendChild(element);

        expect(element.data).toHaveLength(1);
        await expect(element).toBeAccessible();
    });
});
