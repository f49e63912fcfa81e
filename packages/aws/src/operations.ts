import type * as autoScaling from '@aws-sdk/client-application-auto-scaling';
import type * as cloudwatch from '@aws-sdk/client-cloudwatch';
import type * as ec2 from '@aws-sdk/client-ec2';
import type * as ecr from '@aws-sdk/client-ecr';
import type * as ecs from '@aws-sdk/client-ecs';
import type * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import type * as events from '@aws-sdk/client-eventbridge';
import type * as iam from '@aws-sdk/client-iam';
import type * as logs from '@aws-sdk/client-cloudwatch-logs';
import type * as secrets from '@aws-sdk/client-secrets-manager';
import type * as sns from '@aws-sdk/client-sns';
import type * as ssm from '@aws-sdk/client-ssm';
import type * as sts from '@aws-sdk/client-sts';
import type * as tagging from '@aws-sdk/client-resource-groups-tagging-api';

/**
 * Every AWS operation that this project calls, under the name of the IAM permission it needs, with its input and
 * output. An AccessDenied can so name the permission without a table of its own.
 */
export interface Operations {
  'application-autoscaling:DeleteScalingPolicy': [
    autoScaling.DeleteScalingPolicyCommandInput,
    autoScaling.DeleteScalingPolicyResponse,
  ];
  'application-autoscaling:DeleteScheduledAction': [
    autoScaling.DeleteScheduledActionCommandInput,
    autoScaling.DeleteScheduledActionResponse,
  ];
  'application-autoscaling:DeregisterScalableTarget': [
    autoScaling.DeregisterScalableTargetCommandInput,
    autoScaling.DeregisterScalableTargetResponse,
  ];
  'application-autoscaling:DescribeScalableTargets': [
    autoScaling.DescribeScalableTargetsCommandInput,
    autoScaling.DescribeScalableTargetsResponse,
  ];
  'application-autoscaling:DescribeScalingActivities': [
    autoScaling.DescribeScalingActivitiesCommandInput,
    autoScaling.DescribeScalingActivitiesResponse,
  ];
  'application-autoscaling:DescribeScalingPolicies': [
    autoScaling.DescribeScalingPoliciesCommandInput,
    autoScaling.DescribeScalingPoliciesResponse,
  ];
  'application-autoscaling:DescribeScheduledActions': [
    autoScaling.DescribeScheduledActionsCommandInput,
    autoScaling.DescribeScheduledActionsResponse,
  ];
  'application-autoscaling:ListTagsForResource': [
    autoScaling.ListTagsForResourceCommandInput,
    autoScaling.ListTagsForResourceResponse,
  ];
  'application-autoscaling:PutScalingPolicy': [
    autoScaling.PutScalingPolicyCommandInput,
    autoScaling.PutScalingPolicyResponse,
  ];
  'application-autoscaling:PutScheduledAction': [
    autoScaling.PutScheduledActionCommandInput,
    autoScaling.PutScheduledActionResponse,
  ];
  'application-autoscaling:RegisterScalableTarget': [
    autoScaling.RegisterScalableTargetCommandInput,
    autoScaling.RegisterScalableTargetResponse,
  ];
  'application-autoscaling:TagResource': [autoScaling.TagResourceCommandInput, autoScaling.TagResourceResponse];
  'cloudwatch:DeleteAlarms': [cloudwatch.DeleteAlarmsCommandInput, unknown];
  'cloudwatch:DeleteDashboards': [cloudwatch.DeleteDashboardsCommandInput, cloudwatch.DeleteDashboardsOutput];
  'cloudwatch:DescribeAlarms': [cloudwatch.DescribeAlarmsCommandInput, cloudwatch.DescribeAlarmsOutput];
  'cloudwatch:GetDashboard': [cloudwatch.GetDashboardCommandInput, cloudwatch.GetDashboardOutput];
  'cloudwatch:GetMetricData': [cloudwatch.GetMetricDataCommandInput, cloudwatch.GetMetricDataOutput];
  'cloudwatch:ListDashboards': [cloudwatch.ListDashboardsCommandInput, cloudwatch.ListDashboardsOutput];
  'cloudwatch:ListTagsForResource': [cloudwatch.ListTagsForResourceCommandInput, cloudwatch.ListTagsForResourceOutput];
  'cloudwatch:PutCompositeAlarm': [cloudwatch.PutCompositeAlarmCommandInput, unknown];
  'cloudwatch:PutDashboard': [cloudwatch.PutDashboardCommandInput, cloudwatch.PutDashboardOutput];
  'cloudwatch:PutMetricAlarm': [cloudwatch.PutMetricAlarmCommandInput, unknown];
  'cloudwatch:TagResource': [cloudwatch.TagResourceCommandInput, cloudwatch.TagResourceOutput];
  'ec2:DescribeSecurityGroups': [ec2.DescribeSecurityGroupsCommandInput, ec2.DescribeSecurityGroupsResult];
  'ec2:DescribeSubnets': [ec2.DescribeSubnetsCommandInput, ec2.DescribeSubnetsResult];
  'ec2:DescribeVpcs': [ec2.DescribeVpcsCommandInput, ec2.DescribeVpcsResult];
  'ecr:BatchGetImage': [ecr.BatchGetImageCommandInput, ecr.BatchGetImageResponse];
  'ecr:CreateRepository': [ecr.CreateRepositoryCommandInput, ecr.CreateRepositoryResponse];
  'ecr:DeleteLifecyclePolicy': [ecr.DeleteLifecyclePolicyCommandInput, ecr.DeleteLifecyclePolicyResponse];
  'ecr:DescribeImages': [ecr.DescribeImagesCommandInput, ecr.DescribeImagesResponse];
  'ecr:DescribeImageScanFindings': [ecr.DescribeImageScanFindingsCommandInput, ecr.DescribeImageScanFindingsResponse];
  'ecr:DescribeRepositories': [ecr.DescribeRepositoriesCommandInput, ecr.DescribeRepositoriesResponse];
  'ecr:GetAuthorizationToken': [ecr.GetAuthorizationTokenCommandInput, ecr.GetAuthorizationTokenResponse];
  'ecr:GetDownloadUrlForLayer': [ecr.GetDownloadUrlForLayerCommandInput, ecr.GetDownloadUrlForLayerResponse];
  'ecr:GetLifecyclePolicy': [ecr.GetLifecyclePolicyCommandInput, ecr.GetLifecyclePolicyResponse];
  'ecr:GetLifecyclePolicyPreview': [ecr.GetLifecyclePolicyPreviewCommandInput, ecr.GetLifecyclePolicyPreviewResponse];
  'ecr:ListTagsForResource': [ecr.ListTagsForResourceCommandInput, ecr.ListTagsForResourceResponse];
  'ecr:PutImage': [ecr.PutImageCommandInput, ecr.PutImageResponse];
  'ecr:PutImageScanningConfiguration': [
    ecr.PutImageScanningConfigurationCommandInput,
    ecr.PutImageScanningConfigurationResponse,
  ];
  'ecr:PutImageTagMutability': [ecr.PutImageTagMutabilityCommandInput, ecr.PutImageTagMutabilityResponse];
  'ecr:PutLifecyclePolicy': [ecr.PutLifecyclePolicyCommandInput, ecr.PutLifecyclePolicyResponse];
  'ecr:StartImageScan': [ecr.StartImageScanCommandInput, ecr.StartImageScanResponse];
  'ecr:StartLifecyclePolicyPreview': [
    ecr.StartLifecyclePolicyPreviewCommandInput,
    ecr.StartLifecyclePolicyPreviewResponse,
  ];
  'ecr:TagResource': [ecr.TagResourceCommandInput, ecr.TagResourceResponse];
  'ecs:CreateCluster': [ecs.CreateClusterCommandInput, ecs.CreateClusterResponse];
  'ecs:CreateService': [ecs.CreateServiceCommandInput, ecs.CreateServiceResponse];
  'ecs:DeleteService': [ecs.DeleteServiceCommandInput, ecs.DeleteServiceResponse];
  'ecs:DescribeClusters': [ecs.DescribeClustersCommandInput, ecs.DescribeClustersResponse];
  'ecs:DescribeServiceDeployments': [
    ecs.DescribeServiceDeploymentsCommandInput,
    ecs.DescribeServiceDeploymentsResponse,
  ];
  'ecs:DescribeServiceRevisions': [ecs.DescribeServiceRevisionsCommandInput, ecs.DescribeServiceRevisionsResponse];
  'ecs:DescribeServices': [ecs.DescribeServicesCommandInput, ecs.DescribeServicesResponse];
  'ecs:DescribeTaskDefinition': [ecs.DescribeTaskDefinitionCommandInput, ecs.DescribeTaskDefinitionResponse];
  'ecs:DescribeTasks': [ecs.DescribeTasksCommandInput, ecs.DescribeTasksResponse];
  'ecs:GetTaskProtection': [ecs.GetTaskProtectionCommandInput, ecs.GetTaskProtectionResponse];
  'ecs:ListServiceDeployments': [ecs.ListServiceDeploymentsCommandInput, ecs.ListServiceDeploymentsResponse];
  'ecs:ListServices': [ecs.ListServicesCommandInput, ecs.ListServicesResponse];
  'ecs:ListTagsForResource': [ecs.ListTagsForResourceCommandInput, ecs.ListTagsForResourceResponse];
  'ecs:ListTaskDefinitions': [ecs.ListTaskDefinitionsCommandInput, ecs.ListTaskDefinitionsResponse];
  'ecs:ListTasks': [ecs.ListTasksCommandInput, ecs.ListTasksResponse];
  'ecs:PutClusterCapacityProviders': [
    ecs.PutClusterCapacityProvidersCommandInput,
    ecs.PutClusterCapacityProvidersResponse,
  ];
  'ecs:RegisterTaskDefinition': [ecs.RegisterTaskDefinitionCommandInput, ecs.RegisterTaskDefinitionResponse];
  'ecs:RunTask': [ecs.RunTaskCommandInput, ecs.RunTaskResponse];
  'ecs:StopServiceDeployment': [ecs.StopServiceDeploymentCommandInput, ecs.StopServiceDeploymentResponse];
  'ecs:StopTask': [ecs.StopTaskCommandInput, ecs.StopTaskResponse];
  'ecs:TagResource': [ecs.TagResourceCommandInput, ecs.TagResourceResponse];
  'ecs:UntagResource': [ecs.UntagResourceCommandInput, ecs.UntagResourceResponse];
  'ecs:UpdateClusterSettings': [ecs.UpdateClusterSettingsCommandInput, ecs.UpdateClusterSettingsResponse];
  'ecs:UpdateService': [ecs.UpdateServiceCommandInput, ecs.UpdateServiceResponse];
  'elasticloadbalancing:DescribeTargetGroupAttributes': [
    elb.DescribeTargetGroupAttributesCommandInput,
    elb.DescribeTargetGroupAttributesOutput,
  ];
  'elasticloadbalancing:DescribeTargetGroups': [elb.DescribeTargetGroupsCommandInput, elb.DescribeTargetGroupsOutput];
  'elasticloadbalancing:DescribeTargetHealth': [elb.DescribeTargetHealthCommandInput, elb.DescribeTargetHealthOutput];
  'elasticloadbalancing:ModifyTargetGroup': [elb.ModifyTargetGroupCommandInput, elb.ModifyTargetGroupOutput];
  'elasticloadbalancing:ModifyTargetGroupAttributes': [
    elb.ModifyTargetGroupAttributesCommandInput,
    elb.ModifyTargetGroupAttributesOutput,
  ];
  'events:DeleteRule': [events.DeleteRuleCommandInput, unknown];
  'events:DescribeRule': [events.DescribeRuleCommandInput, events.DescribeRuleResponse];
  'events:ListRules': [events.ListRulesCommandInput, events.ListRulesResponse];
  'events:ListTagsForResource': [events.ListTagsForResourceCommandInput, events.ListTagsForResourceResponse];
  'events:ListTargetsByRule': [events.ListTargetsByRuleCommandInput, events.ListTargetsByRuleResponse];
  'events:PutRule': [events.PutRuleCommandInput, events.PutRuleResponse];
  'events:PutTargets': [events.PutTargetsCommandInput, events.PutTargetsResponse];
  'events:RemoveTargets': [events.RemoveTargetsCommandInput, events.RemoveTargetsResponse];
  'iam:GetRole': [iam.GetRoleCommandInput, iam.GetRoleResponse];
  'logs:AssociateKmsKey': [logs.AssociateKmsKeyCommandInput, unknown];
  'logs:CreateLogGroup': [logs.CreateLogGroupCommandInput, unknown];
  'logs:DeleteMetricFilter': [logs.DeleteMetricFilterCommandInput, unknown];
  'logs:DeleteQueryDefinition': [logs.DeleteQueryDefinitionCommandInput, logs.DeleteQueryDefinitionResponse];
  'logs:DeleteRetentionPolicy': [logs.DeleteRetentionPolicyCommandInput, unknown];
  'logs:DescribeLogGroups': [logs.DescribeLogGroupsCommandInput, logs.DescribeLogGroupsResponse];
  'logs:DescribeLogStreams': [logs.DescribeLogStreamsCommandInput, logs.DescribeLogStreamsResponse];
  'logs:DescribeMetricFilters': [logs.DescribeMetricFiltersCommandInput, logs.DescribeMetricFiltersResponse];
  'logs:DescribeQueryDefinitions': [logs.DescribeQueryDefinitionsCommandInput, logs.DescribeQueryDefinitionsResponse];
  'logs:DisassociateKmsKey': [logs.DisassociateKmsKeyCommandInput, unknown];
  'logs:GetLogEvents': [logs.GetLogEventsCommandInput, logs.GetLogEventsResponse];
  'logs:ListTagsForResource': [logs.ListTagsForResourceCommandInput, logs.ListTagsForResourceResponse];
  'logs:PutMetricFilter': [logs.PutMetricFilterCommandInput, unknown];
  'logs:PutQueryDefinition': [logs.PutQueryDefinitionCommandInput, logs.PutQueryDefinitionResponse];
  'logs:PutRetentionPolicy': [logs.PutRetentionPolicyCommandInput, unknown];
  'logs:TagResource': [logs.TagResourceCommandInput, unknown];
  'secretsmanager:DescribeSecret': [secrets.DescribeSecretCommandInput, secrets.DescribeSecretResponse];
  'sns:GetTopicAttributes': [sns.GetTopicAttributesCommandInput, sns.GetTopicAttributesResponse];
  'sns:ListTopics': [sns.ListTopicsCommandInput, sns.ListTopicsResponse];
  'sns:SetTopicAttributes': [sns.SetTopicAttributesCommandInput, unknown];
  'ssm:DeleteParameter': [ssm.DeleteParameterCommandInput, ssm.DeleteParameterResult];
  'ssm:DescribeParameters': [ssm.DescribeParametersCommandInput, ssm.DescribeParametersResult];
  'ssm:GetParameter': [ssm.GetParameterCommandInput, ssm.GetParameterResult];
  'ssm:PutParameter': [ssm.PutParameterCommandInput, ssm.PutParameterResult];
  'sts:GetCallerIdentity': [sts.GetCallerIdentityCommandInput, sts.GetCallerIdentityResponse];
  'tag:GetResources': [tagging.GetResourcesCommandInput, tagging.GetResourcesOutput];
}

export type Operation = keyof Operations;
export type InputOf<O extends Operation> = Operations[O][0];
export type OutputOf<O extends Operation> = Operations[O][1];
