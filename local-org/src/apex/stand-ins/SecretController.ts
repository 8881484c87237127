import { orNull } from '../../org/org.ts';
import type { SecretItem } from '../../service/secrets.ts';
import { requireManage } from '../access.ts';
import type { Context, Method } from '../context.ts';
import { AuraHandledException } from '../failures.ts';
import { throughGateway } from '../gateway.ts';
import { locationsByClientId } from '../locations.ts';
import { checked, string } from '../parameters.ts';

const settingsUrl = '/lightning/setup/CustomSettings/home';

const statusOf = ({ org }: Context, clientId: string, secret: SecretItem | undefined) => ({
    clientId,
    tokenSet: secret?.tokenSet ?? false,
    tokenSetAt: secret?.tokenSetAt ?? null,
    tokenSetByName: org.user(secret?.tokenSetBy ?? '')?.name ?? null
});

/** Every client ID of the settings, and every secret that no setting uses any more, with what is known of its token. */
export const overview: Method = async (context) => {
    const { org, labels, secrets, userId } = context;
    const access = org.accessOf(userId);
    if (access === 'none') return { access, settingsUrl: null, items: [] };
    const locations = locationsByClientId(org, labels);
    const stored = new Map((await throughGateway(labels, secrets.all)).map((secret) => [secret.clientId, secret]));
    const clientIds = [...new Set([...locations.keys(), ...stored.keys()])].sort();
    const items = clientIds.map((clientId) => ({
        ...statusOf(context, clientId, stored.get(clientId)),
        locations: locations.get(clientId) ?? [],
        usedBySettings: locations.has(clientId)
    }));
    return { access, settingsUrl, items };
};

/** Stores a token and answers the item's new status. Admins only. */
export const updateToken: Method = async (context, parameters) => {
    requireManage(context);
    const { clientId: asked, token } = checked({ clientId: string, token: string }, parameters);
    const clientId = required(context, asked);
    const secret = await throughGateway(context.labels, () => context.secrets.setToken(clientId, token));
    return statusOf(context, secret.clientId, secret);
};

/** Removes a token and answers the item's new status. Admins only. */
export const removeToken: Method = async (context, parameters) => {
    requireManage(context);
    const clientId = required(context, checked({ clientId: string }, parameters).clientId);
    await throughGateway(context.labels, () => context.secrets.removeToken(clientId));
    return statusOf(context, clientId, undefined);
};

const required = ({ labels }: Context, asked: string): string => {
    const clientId = orNull(asked);
    if (clientId === null) throw new AuraHandledException(labels('Client_Id_Missing'));
    return clientId;
};
