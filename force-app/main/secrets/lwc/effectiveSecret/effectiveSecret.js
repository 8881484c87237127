import { LightningElement, api } from 'lwc';
import effectiveSecret from '@salesforce/apex/EffectiveSecretController.effectiveSecret';
import { format } from 'c/text';
import { sentence } from 'c/failure';
import { labels } from './labels';

/** "Which secret applies to …?": the client ID in force for one user, and why. */
export default class EffectiveSecret extends LightningElement {
    labels = labels;
    userId;
    answer;
    failure;
    loading = false;

    get summary() {
        const { userName, clientId } = this.answer;
        return clientId ? format(labels.inForce, userName, clientId) : format(labels.none, userName);
    }

    get hasSecret() {
        return Boolean(this.answer.clientId);
    }

    get tokenText() {
        return this.answer.tokenSet ? labels.tokenSet : labels.tokenMissing;
    }

    get tokenIcon() {
        return this.answer.tokenSet ? 'utility:success' : 'utility:warning';
    }

    get tokenVariant() {
        return this.answer.tokenSet ? 'success' : 'warning';
    }

    /** Looks again, after a token changed. */
    @api refresh() {
        return this.look();
    }

    handleSelect(event) {
        this.userId = event.detail?.id;
        this.answer = undefined;
        this.look();
    }

    handleRetry() {
        this.look();
    }

    async look() {
        const { userId } = this;
        this.failure = undefined;
        this.loading = Boolean(userId);
        if (!userId) return;
        const outcome = await effectiveSecret({ userId }).then(
            (answer) => ({ answer }),
            (error) => ({ failure: sentence(error) })
        );
        if (userId !== this.userId) return; // another user was chosen meanwhile
        this.loading = false;
        Object.assign(this, { answer: undefined, failure: undefined }, outcome);
    }
}
