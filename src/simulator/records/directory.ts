/** Permission levels of a tool, lowest first. Procore documentation, "User permissions" [doc]. */
export const accessLevels = ['None', 'Read-only', 'Standard', 'Admin'] as const;
/** What a user may do in one tool. */
export type AccessLevel = (typeof accessLevels)[number];

/** Somebody who can sign in, or the service account that client credentials stand for. */
export interface DirectoryUser {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly jobTitle: string;
  /** What the sign-in page says about this user's rights. */
  readonly rights: string;
  readonly serviceAccount: boolean;
}

/** A company of the seed. */
export interface DirectoryCompany {
  readonly id: number;
  readonly name: string;
  readonly isActive: boolean;
  /** `false`: the app is not connected to it; calls that name it are refused with 403. */
  readonly appConnected: boolean;
  /** Web host of the company's zone, as `company_base_url` tells it. */
  readonly zone: string;
}

/** A project of the seed, or one that a call has created. */
export interface DirectoryProject {
  readonly id: number;
  readonly companyId: number;
  readonly number: string;
  readonly name: string;
  readonly isActive: boolean;
}

/** A tool of one project, as `GET /rest/v1.0/projects/{project_id}/tools` lists it. */
export interface DirectoryTool {
  readonly id: number;
  readonly engineName: string;
  readonly title: string;
  readonly isActive: boolean;
  readonly position: number;
  readonly required: boolean;
}

/** Who exists and who may do what: the part of the records that the simulator's rules read. */
export interface Directory {
  /** People first; the service account is the last. */
  readonly users: readonly DirectoryUser[];
  readonly serviceAccount: DirectoryUser;
  readonly companies: readonly DirectoryCompany[];
  /** The seeded ones; `project` finds created ones too. */
  readonly projects: readonly DirectoryProject[];
  user(id: number): DirectoryUser | undefined;
  /** Ids as they came in a path, query or header; `undefined`: no such record. */
  company(id: string): DirectoryCompany | undefined;
  project(id: string): DirectoryProject | undefined;
  userSeesCompany(userId: number, companyId: number): boolean;
  /** For the service account: whether the project is one of its permitted projects. */
  userSeesProject(userId: number, projectId: number): boolean;
  /** Tools of a project, switched-off ones among them; empty for an unknown project. */
  toolsOf(projectId: number): readonly DirectoryTool[];
  /** Level in a tool of a project the user is in; `None` elsewhere. Unknown tools: the user's general level. */
  levelInProject(userId: number, projectId: number, engineName: string): AccessLevel;
  /** Level in the company's own tools (directory, settings, ...). */
  levelInCompany(userId: number, companyId: number, engineName: string): AccessLevel;
  /** A project somebody has created; its tools are all on, and whoever sees the company's projects sees it. */
  addProject(project: DirectoryProject): void;
  /** Switches a tool of a project on or off; unknown ids change nothing. */
  switchTool(projectId: number, toolId: number, isActive: boolean): void;
}
