/** The members of SPDX 3.0.1 in JSON-LD, in the language of `grammar/parse.ts`. */
export const spdx3Table = `
type ai_EnergyConsumption blank
 ai_finetuningEnergyConsumption [@ai_EnergyConsumptionDescription]
 ai_inferenceEnergyConsumption [@ai_EnergyConsumptionDescription]
 ai_trainingEnergyConsumption [@ai_EnergyConsumptionDescription]
type ai_EnergyConsumptionDescription blank
 ai_energyQuantity! num|text/decimal
 ai_energyUnit! $energyUnit
type CreationInfo blank
 comment text
 created! text/stamp
 createdBy! [@Agent]+
 createdUsing [@Tool]
 specVersion! text/p0
type DictionaryEntry blank
 key! text
 value text
type Element abstract
 comment text
 creationInfo! @CreationInfo
 description text
 extension [@extension_Extension]
 externalIdentifier [@ExternalIdentifier]
 externalRef [@ExternalRef]
 name text
 summary text
 verifiedUsing [@IntegrityMethod]
type ElementCollection < Element abstract
 element [@Element]
 profileConformance [$profileConformance]
 rootElement [@Element]
type ExternalIdentifier blank
 comment text
 externalIdentifierType! $externalIdentifierType
 identifier! text
 identifierLocator [text]
 issuingAuthority text
type ExternalMap blank
 definingArtifact @Artifact
 externalSpdxId! text
 locationHint text
 verifiedUsing [@IntegrityMethod]
type ExternalRef blank
 comment text
 contentType text/p1
 externalRefType $externalRefType
 locator [text]
type IndividualElement < Element
type IntegrityMethod abstract
 comment text
type NamespaceMap blank
 namespace! text
 prefix! text
type PackageVerificationCode < IntegrityMethod blank
 algorithm! $algorithm
 hashValue! text
 packageVerificationCodeExcludedFile [text]
type PositiveIntegerRange blank
 beginIntegerRange! int<1,>
 endIntegerRange! int<1,>
type Relationship < Element
 completeness $completeness
 endTime text/stamp
 from! @Element
 relationshipType! $relationshipType
 startTime text/stamp
 to! [@Element]+
type SpdxDocument < ElementCollection
 dataLicense @simplelicensing_AnyLicenseInfo
 import [@ExternalMap]
 namespaceMap [@NamespaceMap]
type Tool < Element
type expandedlicensing_LicenseAddition < Element abstract
 expandedlicensing_additionText! text
 expandedlicensing_isDeprecatedAdditionId bool
 expandedlicensing_licenseXml text
 expandedlicensing_obsoletedBy text
 expandedlicensing_seeAlso [text]
 expandedlicensing_standardAdditionTemplate text
type expandedlicensing_ListedLicenseException < expandedlicensing_LicenseAddition
 expandedlicensing_deprecatedVersion text
 expandedlicensing_listVersionAdded text
type extension_CdxPropertyEntry blank
 extension_cdxPropName! text
 extension_cdxPropValue text
type extension_Extension blank
type security_VulnAssessmentRelationship < Relationship abstract
 suppliedBy @Agent
 security_assessedElement @software_SoftwareArtifact
 security_modifiedTime text/stamp
 security_publishedTime text/stamp
 security_withdrawnTime text/stamp
type simplelicensing_AnyLicenseInfo < Element abstract
type simplelicensing_LicenseExpression < simplelicensing_AnyLicenseInfo
 simplelicensing_customIdToUri [@DictionaryEntry]
 simplelicensing_licenseExpression! text
 simplelicensing_licenseListVersion text/p0
type simplelicensing_SimpleLicensingText < Element
 simplelicensing_licenseText! text
type software_ContentIdentifier < IntegrityMethod blank
 software_contentIdentifierType! $contentIdentifierType
 software_contentIdentifierValue! text
type build_Build < Element
 build_buildEndTime text/stamp
 build_buildId text
 build_buildStartTime text/stamp
 build_buildType! text
 build_configSourceDigest [@Hash]
 build_configSourceEntrypoint [text]
 build_configSourceUri [text]
 build_environment [@DictionaryEntry]
 build_parameter [@DictionaryEntry]
type Agent < Element
type Annotation < Element
 annotationType! $annotationType
 contentType text/p1
 statement text
 subject! @Element
type Artifact < Element abstract
 builtTime text/stamp
 originatedBy [@Agent]
 releaseTime text/stamp
 standardName [text]
 suppliedBy @Agent
 supportLevel [$supportLevel]
 validUntilTime text/stamp
type Bundle < ElementCollection
 context text
type Hash < IntegrityMethod blank
 algorithm! $algorithm
 hashValue! text
type LifecycleScopedRelationship < Relationship
 scope $scope
type Organization < Agent
type Person < Agent
type SoftwareAgent < Agent
type expandedlicensing_ConjunctiveLicenseSet < simplelicensing_AnyLicenseInfo
 expandedlicensing_member! [@simplelicensing_AnyLicenseInfo]+
type expandedlicensing_CustomLicenseAddition < expandedlicensing_LicenseAddition
type expandedlicensing_DisjunctiveLicenseSet < simplelicensing_AnyLicenseInfo
 expandedlicensing_member! [@simplelicensing_AnyLicenseInfo]+
type expandedlicensing_ExtendableLicense < simplelicensing_AnyLicenseInfo abstract
type expandedlicensing_IndividualLicensingInfo < simplelicensing_AnyLicenseInfo
type expandedlicensing_License < expandedlicensing_ExtendableLicense abstract
 expandedlicensing_isDeprecatedLicenseId bool
 expandedlicensing_isFsfLibre bool
 expandedlicensing_isOsiApproved bool
 expandedlicensing_licenseXml text
 expandedlicensing_obsoletedBy text
 expandedlicensing_seeAlso [text]
 expandedlicensing_standardLicenseHeader text
 expandedlicensing_standardLicenseTemplate text
 simplelicensing_licenseText! text
type expandedlicensing_ListedLicense < expandedlicensing_License
 expandedlicensing_deprecatedVersion text
 expandedlicensing_listVersionAdded text
type expandedlicensing_OrLaterOperator < expandedlicensing_ExtendableLicense
 expandedlicensing_subjectLicense! @expandedlicensing_License
type expandedlicensing_WithAdditionOperator < simplelicensing_AnyLicenseInfo
 expandedlicensing_subjectAddition! @expandedlicensing_LicenseAddition
 expandedlicensing_subjectExtendableLicense! @expandedlicensing_ExtendableLicense
type extension_CdxPropertiesExtension < extension_Extension blank
 extension_cdxProperty! [@extension_CdxPropertyEntry]+
type security_CvssV2VulnAssessmentRelationship < security_VulnAssessmentRelationship
 security_score! num|text/decimal
 security_vectorString! text
type security_CvssV3VulnAssessmentRelationship < security_VulnAssessmentRelationship
 security_score! num|text/decimal
 security_severity! $severity
 security_vectorString! text
type security_CvssV4VulnAssessmentRelationship < security_VulnAssessmentRelationship
 security_score! num|text/decimal
 security_severity! $severity
 security_vectorString! text
type security_EpssVulnAssessmentRelationship < security_VulnAssessmentRelationship
 security_percentile! num|text/decimal
 security_probability! num|text/decimal
type security_ExploitCatalogVulnAssessmentRelationship < security_VulnAssessmentRelationship
 security_catalogType! $catalogType
 security_exploited! bool
 security_locator! text
type security_SsvcVulnAssessmentRelationship < security_VulnAssessmentRelationship
 security_decisionType! $decisionType
type security_VexVulnAssessmentRelationship < security_VulnAssessmentRelationship abstract
 security_statusNotes text
 security_vexVersion text
type security_Vulnerability < Artifact
 security_modifiedTime text/stamp
 security_publishedTime text/stamp
 security_withdrawnTime text/stamp
type software_SoftwareArtifact < Artifact abstract
 software_additionalPurpose [$additionalPurpose]
 software_attributionText [text]
 software_contentIdentifier [@software_ContentIdentifier]
 software_copyrightText text
 software_primaryPurpose $additionalPurpose
type Bom < Bundle
type expandedlicensing_CustomLicense < expandedlicensing_License
type security_VexAffectedVulnAssessmentRelationship < security_VexVulnAssessmentRelationship
 security_actionStatement! text
 security_actionStatementTime text/stamp
type security_VexFixedVulnAssessmentRelationship < security_VexVulnAssessmentRelationship
type security_VexNotAffectedVulnAssessmentRelationship < security_VexVulnAssessmentRelationship
 security_impactStatement text
 security_impactStatementTime text/stamp
 security_justificationType $justificationType
type security_VexUnderInvestigationVulnAssessmentRelationship < security_VexVulnAssessmentRelationship
type software_File < software_SoftwareArtifact
 contentType text/p1
 software_fileKind $fileKind
type software_Package < software_SoftwareArtifact
 software_downloadLocation text
 software_homePage text
 software_packageUrl text
 software_packageVersion text
 software_sourceInfo text
type software_Sbom < Bom
 software_sbomType [$sbomType]
type software_Snippet < software_SoftwareArtifact
 software_byteRange @PositiveIntegerRange
 software_lineRange @PositiveIntegerRange
 software_snippetFromFile! @software_File
type ai_AIPackage < software_Package
 ai_autonomyType $autonomyType
 ai_domain [text]
 ai_energyConsumption @ai_EnergyConsumption
 ai_hyperparameter [@DictionaryEntry]
 ai_informationAboutApplication text
 ai_informationAboutTraining text
 ai_limitation text
 ai_metric [@DictionaryEntry]
 ai_metricDecisionThreshold [@DictionaryEntry]
 ai_modelDataPreprocessing [text]
 ai_modelExplainability [text]
 ai_safetyRiskAssessment $safetyRiskAssessment
 ai_standardCompliance [text]
 ai_typeOfModel [text]
 ai_useSensitivePersonalInformation $autonomyType
type dataset_DatasetPackage < software_Package
 dataset_anonymizationMethodUsed [text]
 dataset_confidentialityLevel $confidentialityLevel
 dataset_dataCollectionProcess text
 dataset_dataPreprocessing [text]
 dataset_datasetAvailability $datasetAvailability
 dataset_datasetNoise text
 dataset_datasetSize int<0,>
 dataset_datasetType! [$datasetType]+
 dataset_datasetUpdateMechanism text
 dataset_hasSensitivePersonalInformation $autonomyType
 dataset_intendedUse text
 dataset_knownBias [text]
 dataset_sensor [@DictionaryEntry]
enum energyUnit
 * kilowattHour megajoule other
enum profileConformance
 * ai build core dataset expandedLicensing extension lite security simpleLicensing software
enum externalIdentifierType
 * cpe22 cpe23 cve email gitoid other packageUrl securityOther swhid swid urlScheme
enum externalRefType
 * altDownloadLocation altWebPage binaryArtifact bower buildMeta buildSystem certificationReport chat componentAnalysisReport cwe documentation dynamicAnalysisReport eolNotice exportControlAssessment funding issueTracker license mailingList mavenCentral metrics npm nuget other privacyAssessment productMetadata purchaseOrder qualityAssessmentReport releaseHistory releaseNotes riskAssessment runtimeAnalysisReport secureSoftwareAttestation securityAdversaryModel securityAdvisory securityFix securityOther securityPenTestReport securityPolicy securityThreatModel socialMedia sourceArtifact staticAnalysisReport support vcs vulnerabilityDisclosureReport vulnerabilityExploitabilityAssessment
enum algorithm
 * adler32 blake2b256 blake2b384 blake2b512 blake3 crystalsDilithium crystalsKyber falcon md2 md4 md5 md6 other sha1 sha224 sha256 sha384 sha3_224 sha3_256 sha3_384 sha3_512 sha512
enum completeness
 * complete incomplete noAssertion
enum relationshipType
 * affects amendedBy ancestorOf availableFrom configures contains coordinatedBy copiedTo delegatedTo dependsOn descendantOf describes doesNotAffect expandsTo exploitCreatedBy fixedBy fixedIn foundBy generates hasAddedFile hasAssessmentFor hasAssociatedVulnerability hasConcludedLicense hasDataFile hasDeclaredLicense hasDeletedFile hasDependencyManifest hasDistributionArtifact hasDocumentation hasDynamicLink hasEvidence hasExample hasHost hasInput hasMetadata hasOptionalComponent hasOptionalDependency hasOutput hasPrerequisite hasProvidedDependency hasRequirement hasSpecification hasStaticLink hasTest hasTestCase hasVariant invokedBy modifiedBy other packagedBy patchedBy publishedBy reportedBy republishedBy serializedInArtifact testedOn trainedOn underInvestigationFor usesTool
enum contentIdentifierType
 * gitoid swhid
enum annotationType
 * other review
enum supportLevel
 * deployed development endOfSupport limitedSupport noAssertion noSupport support
enum scope
 * build design development other runtime test
enum severity
 * critical high low medium none
enum catalogType
 * kev other
enum decisionType
 * act attend track trackStar
enum additionalPurpose
 * application archive bom configuration container data device deviceDriver diskImage documentation evidence executable file filesystemImage firmware framework install library manifest model module operatingSystem other patch platform requirement source specification test
enum justificationType
 * componentNotPresent inlineMitigationsAlreadyExist vulnerableCodeCannotBeControlledByAdversary vulnerableCodeNotInExecutePath vulnerableCodeNotPresent
enum fileKind
 * directory file
enum sbomType
 * analyzed build deployed design runtime source
enum autonomyType
 * no noAssertion yes
enum safetyRiskAssessment
 * high low medium serious
enum confidentialityLevel
 * amber clear green red
enum datasetAvailability
 * clickthrough directDownload query registration scrapingScript
enum datasetType
 * audio categorical graph image noAssertion numeric other sensor structured syntactic text timeseries timestamp video
pattern p0 ^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-((?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\\+([0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*))?$
pattern p1 ^[^\\/]+\\/[^\\/]+$
`;
