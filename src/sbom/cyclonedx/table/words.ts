/** Lists of words, and patterns of CycloneDX 1.2 to 1.7, in the language of `grammar/parse.ts`. */
export const wordsTable = `
enum $schema
 @2-2 http://cyclonedx.org/schema/bom-1.2a.schema.json
 @3-3 http://cyclonedx.org/schema/bom-1.3.schema.json
 @4-4 http://cyclonedx.org/schema/bom-1.4.schema.json
 @5-5 http://cyclonedx.org/schema/bom-1.5.schema.json
enum bomFormat
 * CycloneDX
enum hash-alg
 * MD5 SHA-1 SHA-256 SHA-384 SHA-512 SHA3-256 SHA3-384 SHA3-512 BLAKE2b-256 BLAKE2b-384 BLAKE2b-512 BLAKE3
 @7 Streebog-256 Streebog-512
enum component.type
 * application framework library container operating-system device firmware file
 @5 platform device-driver machine-learning-model data
 @6 cryptographic-asset
enum component.scope
 * required optional excluded
enum attachment.encoding
 * base64
enum patch.type
 * unofficial monkey backport cherry-pick
enum issue.type
 * defect enhancement security
enum externalReference.type
 * vcs issue-tracker website advisories bom mailing-list social chat documentation support distribution license build-meta build-system other
 @4 release-notes
 @5 distribution-intake security-contact model-card log configuration evidence formulation attestation threat-model adversary-model risk-assessment vulnerability-assertion exploitability-statement pentest-report static-analysis-report dynamic-analysis-report runtime-analysis-report component-analysis-report maturity-report certification-report codified-infrastructure quality-metrics poam
 @6 source-distribution electronic-signature digital-signature rfc-9116
 @7 patent patent-family patent-assertion citation
enum dataFlow
 * inbound outbound bi-directional unknown
enum aggregateType
 * complete incomplete incomplete_first_party_only incomplete_third_party_only unknown not_specified
 @5 incomplete_first_party_proprietary_only incomplete_first_party_opensource_only incomplete_third_party_proprietary_only incomplete_third_party_opensource_only
enum severity
 * critical high medium low info none unknown
enum scoreMethod
 * CVSSv2 CVSSv3 CVSSv31 OWASP other
 @5 CVSSv4 SSVC
enum impactAnalysisState
 * resolved resolved_with_pedigree exploitable in_triage false_positive not_affected
enum impactAnalysisJustification
 * code_not_present code_not_reachable requires_configuration requires_dependency requires_environment protected_by_compiler protected_at_runtime protected_at_perimeter protected_by_mitigating_control
enum vulnerability.analysis.response
 * can_not_fix will_not_fix update rollback workaround_available
enum affectedStatus
 * affected unaffected unknown
enum metadata.lifecycle.1.phase
 * design pre-build build post-build operations discovery decommission
enum licensing.licenseType
 * academic appliance client-access concurrent-user core-points custom-metric device evaluation named-user node-locked oem perpetual processor-points subscription user other
enum identityEvidence15.field
 * group name version purl cpe swid hash
enum identityMethod.technique
 * source-code-analysis binary-analysis manifest-analysis ast-fingerprint hash-comparison instrumentation dynamic-analysis filename attestation other
enum modelParameters.approach.type
 * supervised unsupervised reinforcement-learning semi-supervised self-supervised
enum componentData.type
 * source-code configuration dataset definition other
enum dataFlowDirection
 * inbound outbound bi-directional unknown
enum taskType
 * copy clone lint scan merge build test deliver deploy release clean other
enum trigger.type
 * manual api webhook scheduled
enum outputType.type
 * artifact attestation log evidence metrics other
enum workspace.accessMode
 * read-only read-write read-write-once write-once write-only
enum volume.mode
 * filesystem block
enum acknowledgement
 * declared concluded
enum identityEvidence.field
 * group name version purl cpe omniborId swhid swid hash
enum energyConsumption.activity
 * design data-collection data-preparation training fine-tuning validation deployment inference other
enum energyProvider.energySource
 * coal oil natural-gas nuclear wind solar geothermal hydropower biofuel unknown other
enum energyMeasure.unit
 * kWh
enum co2Measure.unit
 * tCO2eq
enum cryptoProperties.assetType
 * algorithm certificate protocol related-crypto-material
enum algorithm.primitive
 * drbg mac block-cipher stream-cipher signature hash pke xof kdf key-agree kem ae combiner other unknown
 @7 key-wrap
enum algorithm.executionEnvironment
 * software-plain-ram software-encrypted-ram software-tee hardware other unknown
enum algorithm.implementationPlatform
 * generic x86_32 x86_64 armv7-a armv7-m armv8-a armv8-m armv9-a armv9-m s390x ppc64 ppc64le other unknown
enum algorithm.certificationLevel
 * none fips140-1-l1 fips140-1-l2 fips140-1-l3 fips140-1-l4 fips140-2-l1 fips140-2-l2 fips140-2-l3 fips140-2-l4 fips140-3-l1 fips140-3-l2 fips140-3-l3 fips140-3-l4 cc-eal1 cc-eal1+ cc-eal2 cc-eal2+ cc-eal3 cc-eal3+ cc-eal4 cc-eal4+ cc-eal5 cc-eal5+ cc-eal6 cc-eal6+ cc-eal7 cc-eal7+ other unknown
enum algorithm.mode
 * cbc ecb ccm gcm cfb ofb ctr other unknown
enum algorithm.padding
 * pkcs5 pkcs7 pkcs1v15 oaep raw other unknown
enum algorithm.cryptoFunction
 * generate keygen encrypt decrypt digest tag keyderive sign verify encapsulate decapsulate other unknown
enum cryptoMaterial.type
 * private-key public-key secret-key key ciphertext signature digest initialization-vector nonce seed salt shared-secret tag additional-data password credential token other unknown
enum cryptoMaterial.state
 * pre-activation active suspended deactivated compromised destroyed
enum protocol.type
 * tls ssh ipsec ike sstp wpa other unknown
 @7 dtls quic eap-aka eap-aka-prime prins 5g-aka
enum patentAssertion.assertionType
 * ownership license third-party-claim standards-inclusion prior-art exclusive-rights non-assertion research-or-evaluation
enum crypto.algorithmFamiliesEnum
 * 3DES 3GPP-XOR A5/1 A5/2 AES ARIA Argon2 Ascon BLAKE2 BLAKE3 BLS Blowfish CAMELLIA CAST5 CAST6 CMAC CMEA CTR_DRBG ChaCha ChaCha20 DES DSA ECDH ECDSA ECIES EdDSA ElGamal FFDH Fortuna GOST HC HKDF HMAC HMAC_DRBG HPKE Hash_DRBG IDEA IKE-PRF J-PAKE LMS MD2 MD4 MD5 MILENAGE ML-DSA ML-KEM MQV OPAQUE PBES1 PBES2 PBKDF1 PBKDF2 PBMAC1 Poly1305 RABBIT RC2 RC4 RC5 RC6 RIPEMD RSAES-OAEP RSAES-PKCS1 RSASSA-PKCS1 RSASSA-PSS SEED SHA-1 SHA-2 SHA-3 SLH-DSA SM2 SM3 SM4 SM9 SNOW3G SP800-108 SPAKE2 SPAKE2PLUS SRP Salsa20 Serpent SipHash Skipjack TUAK Twofish UMAC Whirlpool X3DH XMSS Yarrow ZUC bcrypt scrypt yescrypt
enum crypto.ellipticCurvesEnum
 * anssi/FRP256v1 bls/BLS12-377 bls/BLS12-381 bls/BLS12-446 bls/BLS12-455 bls/BLS12-638 bls/BLS24-477 bls/Bandersnatch bn/bn158 bn/bn190 bn/bn222 bn/bn254 bn/bn286 bn/bn318 bn/bn350 bn/bn382 bn/bn414 bn/bn446 bn/bn478 bn/bn510 bn/bn542 bn/bn574 bn/bn606 bn/bn638 brainpool/brainpoolP160r1 brainpool/brainpoolP160t1 brainpool/brainpoolP192r1 brainpool/brainpoolP192t1 brainpool/brainpoolP224r1 brainpool/brainpoolP224t1 brainpool/brainpoolP256r1 brainpool/brainpoolP256t1 brainpool/brainpoolP320r1 brainpool/brainpoolP320t1 brainpool/brainpoolP384r1 brainpool/brainpoolP384t1 brainpool/brainpoolP512r1 brainpool/brainpoolP512t1 gost/gost256 gost/gost512 gost/id-GostR3410-2001-CryptoPro-A-ParamSet gost/id-GostR3410-2001-CryptoPro-B-ParamSet gost/id-GostR3410-2001-CryptoPro-C-ParamSet gost/id-tc26-gost-3410-12-512-paramSetA gost/id-tc26-gost-3410-12-512-paramSetB gost/id-tc26-gost-3410-2012-256-paramSetA gost/id-tc26-gost-3410-2012-512-paramSetC mnt/mnt1 mnt/mnt2/1 mnt/mnt2/2 mnt/mnt3/1 mnt/mnt3/2 mnt/mnt3/3 mnt/mnt4 mnt/mnt5/1 mnt/mnt5/2 mnt/mnt5/3 nist/B-163 nist/B-233 nist/B-283 nist/B-409 nist/B-571 nist/K-163 nist/K-233 nist/K-283 nist/K-409 nist/K-571 nist/P-192 nist/P-224 nist/P-256 nist/P-384 nist/P-521 nums/ed-254-mont nums/ed-255-mers nums/ed-256-mont nums/ed-382-mont nums/ed-383-mers nums/ed-384-mont nums/ed-510-mont nums/ed-511-mers nums/ed-512-mont nums/numsp256d1 nums/numsp256t1 nums/numsp384d1 nums/numsp384t1 nums/numsp512d1 nums/numsp512t1 nums/w-254-mont nums/w-255-mers nums/w-256-mont nums/w-382-mont nums/w-383-mers nums/w-384-mont nums/w-510-mont nums/w-511-mers nums/w-512-mont oakley/192-bit Random ECP Group oakley/224-bit Random ECP Group oakley/256-bit Random ECP Group oakley/384-bit Random ECP Group oakley/521-bit Random ECP Group oakley/Oakley Group 3 oakley/Oakley Group 4 oscaa/SM2 other/BADA55-R-256 other/BADA55-VPR-224 other/BADA55-VPR2-224 other/BADA55-VR-224 other/BADA55-VR-256 other/BADA55-VR-384 other/Curve1174 other/Curve22103 other/Curve25519 other/Curve383187 other/Curve41417 other/Curve4417 other/Curve448 other/Curve67254 other/E-222 other/E-382 other/E-521 other/Ed25519 other/Ed448 other/Ed448-Goldilocks other/FourQ other/Fp224BN other/Fp254BNa other/Fp254BNb other/Fp254n2BNa other/Fp256BN other/Fp384BN other/Fp512BN other/JubJub other/M-221 other/M-383 other/M-511 other/MDC201601 other/Pallas other/Tom-256 other/Tom-384 other/Tom-521 other/Tweedledee other/Tweedledum other/Vesta other/ssc-160 other/ssc-192 other/ssc-224 other/ssc-256 other/ssc-288 other/ssc-320 other/ssc-384 other/ssc-512 secg/secp112r1 secg/secp112r2 secg/secp128r1 secg/secp128r2 secg/secp160k1 secg/secp160r1 secg/secp160r2 secg/secp192k1 secg/secp192r1 secg/secp224k1 secg/secp224r1 secg/secp256k1 secg/secp256r1 secg/secp384r1 secg/secp521r1 secg/sect113r1 secg/sect113r2 secg/sect131r1 secg/sect131r2 secg/sect163k1 secg/sect163r1 secg/sect163r2 secg/sect193r1 secg/sect193r2 secg/sect233k1 secg/sect233r1 secg/sect239k1 secg/sect283k1 secg/sect283r1 secg/sect409k1 secg/sect409r1 secg/sect571k1 secg/sect571r1 wtls/wap-wsg-idm-ecid-wtls1 wtls/wap-wsg-idm-ecid-wtls10 wtls/wap-wsg-idm-ecid-wtls11 wtls/wap-wsg-idm-ecid-wtls12 wtls/wap-wsg-idm-ecid-wtls3 wtls/wap-wsg-idm-ecid-wtls4 wtls/wap-wsg-idm-ecid-wtls5 wtls/wap-wsg-idm-ecid-wtls6 wtls/wap-wsg-idm-ecid-wtls7 wtls/wap-wsg-idm-ecid-wtls8 wtls/wap-wsg-idm-ecid-wtls9 x962/c2onb191v4 x962/c2onb191v5 x962/c2onb239v4 x962/c2onb239v5 x962/c2pnb163v1 x962/c2pnb163v2 x962/c2pnb163v3 x962/c2pnb176w1 x962/c2pnb208w1 x962/c2pnb272w1 x962/c2pnb304w1 x962/c2pnb368w1 x962/c2tnb191v1 x962/c2tnb191v2 x962/c2tnb191v3 x962/c2tnb239v1 x962/c2tnb239v2 x962/c2tnb239v3 x962/c2tnb359v1 x962/c2tnb431r1 x962/prime192v1 x962/prime192v2 x962/prime192v3 x962/prime239v1 x962/prime239v2 x962/prime239v3 x962/prime256v1 x963/ansip160k1 x963/ansip160r1 x963/ansip160r2 x963/ansip192k1 x963/ansip224k1 x963/ansip224r1 x963/ansip256k1 x963/ansip384r1 x963/ansip521r1 x963/ansit163k1 x963/ansit163r1 x963/ansit163r2 x963/ansit193r1 x963/ansit193r2 x963/ansit233k1 x963/ansit233r1 x963/ansit239k1 x963/ansit283k1 x963/ansit283r1 x963/ansit409k1 x963/ansit409r1 x963/ansit571k1 x963/ansit571r1
enum certificateState.1.state
 * pre-activation active suspended deactivated revoked destroyed
enum certificateExtension.1.commonExtensionName
 * basicConstraints keyUsage extendedKeyUsage subjectAlternativeName authorityKeyIdentifier subjectKeyIdentifier authorityInformationAccess certificatePolicies crlDistributionPoints signedCertificateTimestamp
enum tlpClassification
 * CLEAR GREEN AMBER AMBER_AND_STRICT RED
enum patent.patentLegalStatus
 * pending granted revoked expired lapsed withdrawn abandoned suspended reinstated opposed terminated invalidated in-force
enum signer.algorithm
 * RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 Ed25519 Ed448 HS256 HS384 HS512
enum publicKey.ec.kty
 * EC
enum publicKey.ec.crv
 * P-256 P-384 P-521
enum publicKey.okp.kty
 * OKP
enum publicKey.okp.crv
 * Ed25519 Ed448
enum publicKey.rsa.kty
 * RSA
pattern uri ^[A-Za-z][A-Za-z0-9+.-]*:[^\\s]+$
pattern serialNumber ^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$
pattern hash-content ^([a-fA-F0-9]{32}|[a-fA-F0-9]{40}|[a-fA-F0-9]{64}|[a-fA-F0-9]{96}|[a-fA-F0-9]{128})$
pattern line ^(.*)$
pattern component.mime-type ^[-+a-z0-9.]+/[-+a-z0-9.]+$
pattern localeType ^([a-z]{2})(-[A-Z]{2})?$
pattern bomLinkDocumentType ^urn:cdx:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/[1-9][0-9]*$
pattern bomLinkElementType ^urn:cdx:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/[1-9][0-9]*#.+$
pattern standard.requirement.openCre ^CRE:[0-9]+-[0-9]+$
pattern patent.patentNumber ^[A-Za-z0-9][A-Za-z0-9\\-/.()\\s]{0,28}[A-Za-z0-9]$
pattern patentJurisdiction ^[A-Z]{2}$
`;
