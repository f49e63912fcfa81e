/** The proxies of an environment, in the variables that Node reads. */
export interface ProxyVariables {
  readonly HTTP_PROXY?: string;
  readonly HTTPS_PROXY?: string;
  readonly NO_PROXY: string;
}

/** This machine, and where AWS gives containers and instances their credentials: no proxy reaches either. */
const NEVER = ['localhost', '127.0.0.1', '[::1]', '169.254.169.254', '169.254.170.2', '169.254.170.23'];

/**
 * The proxies that an environment names; undefined where it names none.
 *
 * Small letters come first, as curl has it. One without a scheme is one of HTTP.
 */
export function proxyVariables(env: Readonly<Record<string, string | undefined>>): ProxyVariables | undefined {
  const given = (name: string): string | undefined =>
    [env[name.toLowerCase()], env[name]].map((value) => value?.trim()).find((value) => value);
  const [http, https] = ['HTTP_PROXY', 'HTTPS_PROXY'].map((name) => {
    const proxy = given(name);
    return proxy === undefined || proxy.includes('://') ? proxy : `http://${proxy}`;
  });
  if (http === undefined && https === undefined) return undefined;
  return {
    ...(http !== undefined && { HTTP_PROXY: http }),
    ...(https !== undefined && { HTTPS_PROXY: https }),
    NO_PROXY: [given('NO_PROXY'), ...NEVER].filter((one) => one !== undefined).join(','),
  };
}

/** The agents by which an SDK client reaches AWS through proxies. */
export async function agentsThrough(proxyEnv: ProxyVariables): Promise<{ httpAgent: object; httpsAgent: object }> {
  const [http, https] = await Promise.all([import('node:http'), import('node:https')]);
  // As many connections as the SDK's own agents have.
  const settings = { keepAlive: true, maxSockets: 50, proxyEnv: { ...proxyEnv } };
  return { httpAgent: new http.Agent(settings), httpsAgent: new https.Agent(settings) };
}
