// The one file that names the target engine: with the package Nuke.Common these lines become "global using Nuke.Common;".
global using MLOpsBuild.Targets;
