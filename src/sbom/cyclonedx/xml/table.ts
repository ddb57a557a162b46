/**
 * How the members of every type stand in XML, in the order that the schema demands; a `~` before the type: in any order.
 *
 * ```
 * @a=m     the attribute a is the member m (=m only where the names differ)
 * #=m      the text of the element
 * e        an element; e* one for every item
 * e*@a     one for every item, which is its attribute a
 * w/i      a list: one element w with an element i for every item; w/i@a: the item is an attribute of it
 * e~how    an element that `special.ts` reads in a way of its own
 * !e       an element that JSON has no member for
 * ```
 */
export const xmlTable = `
bom: @version @serialNumber metadata components/component services/service externalReferences/reference dependencies/dependency compositions/composition properties/property vulnerabilities/vulnerability annotations/annotation formulation/formula declarations definitions citations/citation
metadata: timestamp lifecycles/lifecycle tools~tools authors/author component manufacturer manufacture supplier licenses~licences properties/property distributionConstraints
metadata.lifecycle.1: phase
metadata.lifecycle.2: name description
tool: vendor name version hashes/hash externalReferences/reference
hash: @alg #=content
externalReference: @type url comment hashes/hash properties/property
property: @name #=value
organizationalContact: @bom-ref name email phone
component: @type @mime-type @isExternal @bom-ref supplier manufacturer authors/author author publisher group name version versionRange description scope hashes/hash licenses~licences copyright patentAssertions/patentAssertion cpe purl omniborId* swhid* swid modified pedigree externalReferences/reference properties/property components/component evidence releaseNotes modelCard data* cryptoProperties tags/tag
organizationalEntity: @bom-ref name address url* contact*
postalAddress: @bom-ref country region locality postOfficeBoxNumber postalCode streetAddress
patentAssertion: @bom-ref assertionType patentRefs/bom-ref asserter~party notes
swid: @tagId @name @version @tagVersion @patch text url
attachment: @content-type=contentType @encoding #=content
component.pedigree: ancestors/component descendants/component variants/component commits/commit patches/patch notes
commit: uid url author committer message
identifiableAction: timestamp name email
patch: @type diff resolves/issue
diff: text url
issue: @type id name description source references/url
issue.source: name url
componentEvidence: identity* occurrences/occurrence callstack licenses~licences copyright/text
identityEvidence15: field confidence methods/method tools/tool@ref
identityMethod: technique confidence value
identityEvidence: field confidence concludedValue methods/method tools/tool@ref
occurrence: @bom-ref location line offset symbol additionalContext
callstack: frames/frame !tools
callstack.frame: package module function parameters/parameter line column fullFilename
~releaseNotes: type title featuredImage socialImage description timestamp aliases/alias tags/tag resolves/issue notes/note properties/property
~note: locale text
modelCard: @bom-ref modelParameters quantitativeAnalysis considerations properties/property
modelParameters: approach task architectureFamily modelArchitecture datasets~choice inputs/input outputs/output
modelParameters.approach: type
inputOutputMLParameters: format
quantitativeAnalysis: performanceMetrics/performanceMetric graphics
performanceMetric: type value slice confidenceInterval
performanceMetric.confidenceInterval: lowerBound upperBound
graphicsCollection: description collection/graphic
graphic: name image
considerations: users/user useCases/useCase technicalLimitations/technicalLimitation performanceTradeoffs/performanceTradeoff ethicalConsiderations/ethicalConsideration environmentalConsiderations fairnessAssessments/fairnessAssessment
risk: name mitigationStrategy
environmentalConsiderations: energyConsumptions/energyConsumption properties/property
energyConsumption: activity energyProviders* activityEnergyCost co2CostEquivalent co2CostOffset properties/property
fairnessAssessment: groupAtRisk benefits harms mitigationStrategy
componentData: @bom-ref type name contents classification sensitiveData* graphics description governance
componentData.contents: attachment url properties/property
dataGovernance: custodians/custodian stewards/steward owners/owner
dataGovernanceResponsibleParty: organization individual=contact contact
cryptoProperties: assetType algorithmProperties certificateProperties relatedCryptoMaterialProperties protocolProperties oid
algorithm: primitive algorithmFamily parameterSetIdentifier curve ellipticCurve executionEnvironment implementationPlatform certificationLevel* mode padding cryptoFunctions/cryptoFunction classicalSecurityLevel nistQuantumSecurityLevel
certificate: serialNumber subjectName issuerName notValidBefore notValidAfter signatureAlgorithmRef subjectPublicKeyRef certificateFormat certificateExtension certificateFileExtension fingerprint certificateState* creationDate activationDate deactivationDate revocationDate destructionDate certificateExtensions/certificateExtension relatedCryptographicAssets/relatedCryptographicAsset
certificateState.1: state reason
certificateState.2: name description reason
certificateExtension.1: commonExtensionName commonExtensionValue
certificateExtension.2: customExtensionName customExtensionValue
relatedCryptographicAsset: type ref
cryptoMaterial: type id state algorithmRef creationDate activationDate updateDate expirationDate value size format securedBy fingerprint relatedCryptographicAssets/relatedCryptographicAsset
securedBy: mechanism algorithmRef
protocol: type version cipherSuites/cipherSuite ikev2TransformTypes cryptoRef*=cryptoRefArray
cipherSuite: name algorithms/algorithm identifiers/identifier tlsGroups/group tlsSignatureSchemes/signatureScheme
ikev2TransformTypes: encr* prf* integ* ke* esn auth*
ikeV2Enc: name keyLength algorithm
ikeV2Prf: name algorithm
ikeV2Integ: name algorithm
ikeV2Ke: group algorithm
ikeV2Auth: name algorithm
metadata.distributionConstraints: tlp
service: @bom-ref provider group name version description endpoints/endpoint authenticated x-trust-boundary trustZone data~data licenses~licences patentAssertions/patentAssertion externalReferences/reference properties/property services/service releaseNotes tags/tag
~dependency: @ref dependency*@ref=dependsOn provides*@ref=provides
~compositions: @bom-ref aggregate assemblies/assembly@ref dependencies/dependency@ref vulnerabilities/vulnerability@ref
vulnerability: @bom-ref id source references/reference ratings/rating cwes/cwe description detail recommendation workaround proofOfConcept advisories/advisory created published updated rejected credits tools~tools analysis affects/target properties/property
~vulnerabilitySource: name url
vulnerability.reference: id source
rating: source score severity method vector justification
vulnerability.proofOfConcept: reproductionSteps environment supportingMaterial/attachment
advisory: title url
vulnerability.credits: organizations/organization individuals/individual
vulnerability.analysis: state justification responses/response=response detail firstIssued lastUpdated
vulnerability.affect: ref versions/version
vulnerability.affect.version: version range status
annotations: @bom-ref subjects/subject@ref annotator timestamp text
annotations.annotator: organization individual component service
formula: @bom-ref components/component services/service workflows/workflow properties/property
workflow: @bom-ref uid name description resourceReferences/resourceReference tasks/task taskDependencies/dependency taskTypes/taskType trigger steps/step inputs/input outputs/output timeStart timeEnd workspaces/workspace runtimeTopology/dependency properties/property
resourceReferenceChoice: ref externalReference
task: @bom-ref uid name description resourceReferences/resourceReference taskTypes/taskType trigger steps/step inputs/input outputs/output timeStart timeEnd workspaces/workspace runtimeTopology/dependency properties/property
trigger: @bom-ref uid name description resourceReferences/resourceReference type event conditions/condition timeActivated inputs/input outputs/output properties/property
event: uid description timeReceived data source target properties/property
condition: description expression properties/property
inputType: resource parameters/parameter environmentVars~variables data source target properties/property
parameter: name value dataType
outputType: resource environmentVars~variables data type source target properties/property
step: name description commands/command properties/property
command: executed properties/property
~workspace: @bom-ref uid name aliases/alias description resourceReferences/resourceReference accessMode mountPath managedDataType volumeRequest volume properties/property
volume: uid name mode path sizeAllocated persistent remote properties/property
declarations: assessors/assessor attestations/attestation claims/claim evidence/evidence targets affirmation
declared.assessor: @bom-ref thirdParty organization
declared.attestation: summary assessor map*
attestationMap: requirement claims/claim counterClaims/counterClaim conformance confidence
attestationMap.conformance: score rationale mitigationStrategies/mitigationStrategy
attestationMap.confidence: score rationale
declared.claim: @bom-ref target predicate mitigationStrategies/mitigationStrategy reasoning evidence* counterEvidence* externalReferences/reference
declaredEvidence: @bom-ref propertyName description data* created expires author reviewer
declaredEvidence.data: name contents classification sensitiveData* governance
declaredEvidence.data.contents: attachment url
declared.targets: organizations/organization components/component services/service
declared.affirmation: statement signatories/signatory
declared.affirmation.signatorie: name role organization externalReference
definitions: standards/standard patents~choice
standard: @bom-ref name version description owner requirements/requirement levels/level externalReferences/reference
standard.requirement: @bom-ref identifier title text descriptions/description openCre* parent properties/property externalReferences/reference
standard.level: @bom-ref identifier title description requirements/requirement
patent: @bom-ref patentNumber applicationNumber jurisdiction priorityApplication publicationNumber title abstract filingDate grantDate patentExpirationDate patentLegalStatus patentAssignee*~party externalReferences/reference
priorityApplication: applicationNumber jurisdiction filingDate
patentFamily: @bom-ref familyId priorityApplication members/ref externalReferences/reference
citation: @bom-ref pointers/pointer expressions/expression timestamp attributedTo process note
energyProvider: @bom-ref description organization energySource energyProvided externalReferences/reference
energyMeasure: value unit
co2Measure: value unit
license: @bom-ref @acknowledgement id name text url licensing properties/property
licensing: altIds/altId licensor licensee purchaser purchaseOrder licenseTypes/licenseType lastRenewal expiration
licensing.licensor: organization individual
licensing.licensee: organization individual
licensing.purchaser: organization individual
licenceExpression: @expression @acknowledgement @bom-ref details*=expressionDetails licensing properties/property
expressionDetail: @license-identifier=licenseIdentifier @bom-ref text url
toolSet: components/component services/service
copyright: #=text
modelParameters.dataset.2: ref
dataClassification: @flow #=classification
serviceData: @name @description classification governance source/url destination/url
`;
