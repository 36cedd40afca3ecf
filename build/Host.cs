// The one file that names the target engine: with the package Nuke.Common these two lines become "global using Nuke.Common;".
global using MLOpsBuild.Targets;
global using MLOpsBuild.Targets.Running;
