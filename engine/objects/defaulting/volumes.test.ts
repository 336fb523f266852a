/** What the API server writes into volumes that leave it out: the answers of v1.36.3. */
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { withDefaults } from '../defaulting.js';
import { aPod } from '../validation/testing.js';

const projected = { sources: [{ serviceAccountToken: { path: 't' } }, { downwardAPI: { items: [{ fieldRef: {} }] } }] };

// As written, and as stored.
const cases: readonly (readonly [written: object, stored: object])[] = [
  [{}, { emptyDir: {} }],
  [{ hostPath: { path: '/x' } }, { hostPath: { path: '/x', type: '' } }],
  [{ secret: {} }, { secret: { defaultMode: 0o644 } }],
  [{ configMap: { defaultMode: 0 } }, { configMap: { defaultMode: 0 } }],
  [
    { downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: 'metadata.name' } }] } },
    {
      downwardAPI: {
        items: [{ path: 'p', fieldRef: { fieldPath: 'metadata.name', apiVersion: 'v1' } }],
        defaultMode: 0o644,
      },
    },
  ],
  [
    { projected },
    {
      projected: {
        sources: [
          { serviceAccountToken: { path: 't', expirationSeconds: 3600 } },
          { downwardAPI: { items: [{ fieldRef: { apiVersion: 'v1' } }] } },
        ],
        defaultMode: 0o644,
      },
    },
  ],
  [{ iscsi: { iscsiInterface: '' } }, { iscsi: { iscsiInterface: 'default' } }],
  [{ rbd: { user: 'me' } }, { rbd: { user: 'me', pool: 'rbd', keyring: '/etc/ceph/keyring' } }],
  [
    { azureDisk: { readOnly: true } },
    { azureDisk: { readOnly: true, cachingMode: 'ReadWrite', fsType: 'ext4', kind: 'Shared' } },
  ],
  [{ scaleIO: { fsType: 'ext4' } }, { scaleIO: { fsType: 'ext4', storageMode: 'ThinProvisioned' } }],
  [{ image: { reference: 'a:1' } }, { image: { reference: 'a:1', pullPolicy: 'IfNotPresent' } }],
  [
    { ephemeral: { volumeClaimTemplate: {} } },
    { ephemeral: { volumeClaimTemplate: { spec: { volumeMode: 'Filesystem' } } } },
  ],
];

for (const [written, stored] of cases) {
  test(`a volume ${JSON.stringify(written)} is stored in full`, () => {
    const { volumes } = withDefaults(aPod({ volumes: [{ name: 'v', ...written }] })).spec;
    deepEqual(volumes, [{ name: 'v', ...stored }]);
  });
}
